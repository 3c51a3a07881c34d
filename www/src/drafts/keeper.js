// Keeps the text of this tab on this device, so that it is there after a reload, a crash, or at the next visit.

import { haveOneOrigin, opened, originOf } from "../file/origin.js";
import { SAMPLE } from "../sample.js";
import { PLAIN } from "../text-file.js";
import { dropLeft, leaveDraft, leftDrafts, readLeft } from "./leaving.js";
import { partsOf } from "./parts.js";
import { DamagedDraft, DraftStore, packEnds } from "./store.js";
import { draftsInTabs, holdDraft, holdNewDraft, releaseDraft, rememberedDraft, withFreeDraft } from "./tab.js";

/** @typedef {import("./store.js").Draft} Draft */
/** @typedef {import("./store.js").DraftRecord} DraftRecord */
/** @typedef {import("@codemirror/state").Text} Text */
/** @typedef {import("@codemirror/view").EditorView} EditorView */

/** Milliseconds from a change until it is stored. */
const DELAY_MS = 1000;
/** Milliseconds that a page which is loaded anew waits for the one before to go. */
const RELOAD_MS = 1000;
/** Parts that are stored in one task: half a megabyte or so. */
const BATCH = 16;
/** Drafts that are kept beside those of open tabs. */
const MOST = 10;
/** Code units. */
const EXCERPT = 120;

export class DraftKeeper {
  #store = new DraftStore(() => this.#forgetParts());
  #on;
  #onFailed;
  #onStored;
  /** This tab's draft; empty until it is settled which one that is. */
  #id = "";
  #settled = Promise.resolve();
  #isCopy = false;
  /** @type {EditorView | undefined} */
  #view;
  /** What is stored of the text: its parts with their numbers. @type {Map<Text, number>} */
  #parts = new Map();
  #next = 0;
  /** Parts with lower numbers are those of another visit. */
  #oldBelow = 0;
  /** The text that was stored last, and when: 0 where nothing is. @type {Text | undefined} */
  #storedText;
  #storedAt = 0;
  /** A text that is elsewhere, too. @type {Text | undefined} */
  #safe;
  #timer = 0;
  /** The last save that began; one that is older gives way. */
  #turn = 0;
  #underWay = 0;
  #saving = Promise.resolve();
  #failed = false;

  /**
   * @param {object} options
   * @param {boolean} options.on whether anything is to be kept
   * @param {(error: unknown) => void} options.onFailed nothing can be stored; told once, until it works again
   * @param {() => void} options.onStored the text is stored
   */
  constructor({ on, onFailed, onStored }) {
    this.#on = on;
    this.#onFailed = onFailed;
    this.#onStored = onStored;
  }

  /**
   * Finds the text to start from: this tab's before it was loaded anew, or the newest one that is no other tab's.
   * @returns {Promise<{ draft: Draft | null, isReload: boolean, isDamaged: boolean }>}
   */
  async restore() {
    const own = rememberedDraft();
    const result = { draft: /** @type {Draft | null} */ (null), isReload: own !== null, isDamaged: false };
    try {
      if (this.#on) result.draft = own ? await this.#readOwn(own) : await this.#takeNewest();
    } catch (error) {
      result.isDamaged = error instanceof DamagedDraft;
      if (!result.isDamaged) this.#fail(error);
    }
    if (!result.draft && !this.#id) this.#id = await holdNewDraft();
    return result;
  }

  /** @param {string} id */
  async #readOwn(id) {
    await this.#recover(id);
    const draft = await this.#store.read(id);
    // A tab that was duplicated has the text of the other, as a draft of its own.
    const settle = async () => {
      const isHeld = await holdDraft(id, RELOAD_MS);
      this.#adopt(isHeld ? id : await holdNewDraft(), isHeld ? draft : null);
      if (!isHeld && draft) this.#copy();
    };
    this.#settled = settle();
    if (!draft) await this.#settled;
    return draft;
  }

  async #takeNewest() {
    for (const id of leftDrafts()) await withFreeDraft(id, () => this.#recover(id));
    for (const { id, length } of await this.#store.list()) {
      if (length === 0) continue;
      const isHeld = await holdDraft(id);
      if (!isHeld && navigator.locks) continue;
      const draft = await this.#store.read(id);
      this.#adopt(isHeld ? id : await holdNewDraft(), isHeld ? draft : null);
      if (!isHeld && draft) this.#copy();
      if (draft) return draft;
    }
    return null;
  }

  /** Stores what was left of a draft when its page went. @param {string} id */
  async #recover(id) {
    const left = readLeft(id);
    if (left && !(await this.#store.has(id, (time) => time > left.record.time))) {
      const [number] = left.record.parts;
      await this.#store.put(id, new Map([[number, left.text]]), left.record, { parts: [], below: number });
    }
    dropLeft(id);
  }

  /** @param {string} id @param {Draft | null} draft what is stored under it */
  #adopt(id, draft) {
    this.#id = id;
    this.#forgetParts();
    this.#next = this.#oldBelow = draft?.next ?? 0;
    this.#storedAt = draft?.time ?? 0;
    if (this.#view) this.#schedule();
  }

  /** The text is another draft's as well, and to be stored as this one. */
  #copy() {
    this.#isCopy = true;
    if (this.#view) this.#schedule();
  }

  /** Keeps the text of an editor from now on, which has what `restore` has found. @param {EditorView} view */
  attach(view) {
    this.#view = view;
    this.#safe = view.state.doc;
    if (this.#isCopy) this.#schedule();
    else this.#storedText = view.state.doc;
    document.addEventListener("visibilitychange", () => document.hidden && this.flush());
    addEventListener("pagehide", () => {
      this.flush();
      releaseDraft();
    });
    addEventListener("pageshow", ({ persisted }) => persisted && this.#comeBack());
    this.#guard();
    if (this.#on) setTimeout(() => this.#prune().catch(() => {}), 5 * DELAY_MS);
  }

  /** The page was put away and is shown again; another tab may have taken its draft meanwhile. */
  async #comeBack() {
    const isHeld = await holdDraft(this.#id);
    // The other tab may be closed again.
    const isOurs =
      isHeld &&
      (this.#storedAt === 0 || (await this.#store.has(this.#id, (time) => time === this.#storedAt).catch(() => true)));
    if (!isOurs) this.#adopt(await holdNewDraft(), null);
  }

  /** @param {import("@codemirror/view").ViewUpdate} update */
  update({ docChanged, state, startState, transactions }) {
    if (!this.#view) return;
    if (transactions.some(({ effects }) => effects.some((effect) => effect.is(opened)))) this.#safe = state.doc;
    if (docChanged || !haveOneOrigin(state, startState)) this.#schedule();
  }

  /** @param {Event} event */
  #ask = (event) => this.#isAtRisk && event.preventDefault();

  /** Asks before the page is left with a text that is nowhere else. Pages that may ask are not put away whole by every browser. */
  #guard() {
    if (this.#on && !this.#failed) removeEventListener("beforeunload", this.#ask);
    else addEventListener("beforeunload", this.#ask);
  }

  /** A text was saved as a file. @param {Text} doc */
  saved(doc) {
    this.#safe = doc;
  }

  /** Whether the text is nowhere but on the screen. */
  get #isAtRisk() {
    const doc = this.#view?.state.doc;
    return doc !== undefined && doc.length > 0 && doc !== this.#safe && doc !== this.#storedText && !isSample(doc);
  }

  get isOn() {
    return this.#on;
  }

  get hasFailed() {
    return this.#failed;
  }

  #schedule() {
    if (this.#on)
      this.#timer ||= window.setTimeout(() => (this.#saving = this.#saving.then(() => this.#save(false))), DELAY_MS);
  }

  /** Stores at once what is not stored yet, and where the caret is. */
  flush() {
    if (this.#on && this.#id && this.#view && (this.#timer || this.#underWay > 0)) {
      const { state } = this.#view;
      const number = this.#next++;
      leaveDraft({ ...this.#record(state, [number]), next: this.#next }, state.doc.toString());
    }
    if (this.#timer || this.#underWay > 0 || this.#parts.size > 0) this.#saving = this.#save(true);
    return this.#saving;
  }

  /** @param {boolean} isLast there may be no time left: all goes in one task */
  async #save(isLast) {
    clearTimeout(this.#timer);
    this.#timer = 0;
    if (!this.#on || !this.#id || !this.#view) return;
    const turn = ++this.#turn;
    this.#underWay++;
    try {
      if (!isLast && this.#storedAt > 0 && !(await this.#store.has(this.#id, (time) => time === this.#storedAt)))
        this.#forgetParts();
      const { doc } = this.#view.state;
      if (isSample(doc) && originOf(this.#view.state).form === PLAIN) await this.#remove();
      else await this.#write(turn, isLast);
      if (turn === this.#turn && !this.#timer) dropLeft(this.#id);
      this.#failed = false;
      this.#guard();
      this.#onStored();
    } catch (error) {
      this.#forgetParts();
      this.#fail(error);
    } finally {
      this.#underWay--;
    }
  }

  /** @param {number} turn @param {boolean} isLast */
  async #write(turn, isLast) {
    const { state } = /** @type {EditorView} */ (this.#view);
    /** @type {Map<Text, number>} */
    const parts = new Map();
    /** @type {[number, Text][]} */
    const fresh = [];
    const order = [];
    for (const part of partsOf(state.doc)) {
      let number = this.#parts.get(part) ?? parts.get(part);
      if (number === undefined) fresh.push([(number = this.#next++), part]);
      parts.set(part, number);
      order.push(number);
    }
    const strings = /** @param {[number, Text][]} some */ (some) =>
      new Map(some.map(([number, part]) => [number, part.toString()]));
    while (!isLast && fresh.length > BATCH) {
      await this.#store.put(this.#id, strings(fresh.splice(0, BATCH)));
      // Meanwhile all was stored at once.
      if (turn !== this.#turn) return;
    }
    const gone = {
      parts: [...this.#parts].filter(([part]) => !parts.has(part)).map(([, number]) => number),
      below: this.#oldBelow,
    };
    const record = this.#record(state, order);
    this.#parts = parts;
    this.#oldBelow = 0;
    this.#storedText = state.doc;
    this.#storedAt = record.time;
    await this.#store.put(this.#id, strings(fresh), record, gone);
  }

  /** @param {import("@codemirror/state").EditorState} state @param {number[]} parts @returns {DraftRecord} */
  #record(state, parts) {
    const { form, lineEnds } = originOf(state);
    const { anchor, head } = state.selection.main;
    const view = /** @type {EditorView} */ (this.#view);
    const top = view.lineBlockAtHeight(Math.max(0, view.scrollDOM.getBoundingClientRect().top - view.documentTop)).from;
    return {
      id: this.#id,
      time: Math.max(Date.now(), this.#storedAt + 1),
      length: state.doc.length,
      excerpt: state.sliceDoc(0, EXCERPT),
      parts,
      next: this.#next,
      form,
      usual: lineEnds.usual,
      others: packEnds(lineEnds.others),
      selection: { anchor, head },
      top: Math.min(top, state.doc.length),
    };
  }

  async #remove() {
    this.#forgetParts();
    this.#storedAt = 0;
    this.#storedText = this.#view?.state.doc;
    await this.#store.remove(this.#id);
  }

  #forgetParts() {
    this.#parts.clear();
    this.#oldBelow = this.#next;
    this.#storedText = undefined;
  }

  /** @param {unknown} error */
  #fail(error) {
    if (this.#failed) return;
    this.#failed = true;
    this.#guard();
    this.#onFailed(error);
  }

  /** The drafts of no open tab, the newest first. */
  async others() {
    const inTabs = await draftsInTabs();
    return (await this.#store.list()).filter(({ id, length }) => id !== this.#id && length > 0 && !inTabs.has(id));
  }

  /**
   * Makes another draft this tab's; what it had stays a draft of its own.
   * @param {string} id
   * @returns {Promise<Draft | null>} null where it is gone, or another tab's
   */
  async switchTo(id) {
    await this.flush();
    const draft = await this.#store.read(id);
    if (!draft) return null;
    const isHeld = await holdDraft(id);
    if (!isHeld && navigator.locks) return null;
    this.#adopt(isHeld ? id : await holdNewDraft(), isHeld ? draft : null);
    return draft;
  }

  /**
   * What this tab has stays a draft of its own, and the text that comes next is another one.
   * @returns {Promise<boolean | null>} whether it is kept; null where there is nothing to keep
   */
  async startAnew() {
    await this.#settled;
    const view = /** @type {EditorView} */ (this.#view);
    if (view.state.doc.length === 0 || isSample(view.state.doc)) return null;
    let doc;
    let id;
    // The writer may go on meanwhile.
    do {
      ({ doc } = view.state);
      await this.flush();
      id = await holdNewDraft();
    } while (doc !== view.state.doc);
    this.#adopt(id, null);
    return this.#on && !this.#failed;
  }

  /** @param {string} id @returns {Promise<boolean>} false where it is another tab's, and stays */
  forget(id) {
    return withFreeDraft(id, () => this.#store.remove(id));
  }

  /**
   * Forgets all drafts but those of other tabs, and returns how many these are. The text on the screen stays, and is kept
   * again once it changes.
   */
  async forgetAll() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    if (this.#id) await this.#remove();
    let left = 0;
    for (const id of await this.#store.ids()) if (id !== this.#id && !(await this.forget(id))) left++;
    return left;
  }

  /** @param {boolean} on */
  async keep(on) {
    if (on === this.#on) return;
    this.#on = on;
    this.#failed = false;
    this.#guard();
    if (on) this.#schedule();
    else await this.forgetAll();
  }

  /** Old drafts make room. */
  async #prune() {
    const inTabs = await draftsInTabs();
    const free = (await this.#store.list()).filter(({ id }) => id !== this.#id && !inTabs.has(id));
    const full = free.filter(({ length }) => length > 0);
    for (const { id } of [...free.filter(({ length }) => length === 0), ...full.slice(MOST)]) await this.forget(id);
  }
}

/** @param {Text} doc */
function isSample(doc) {
  return doc.length === SAMPLE.length && doc.toString() === SAMPLE;
}

// The checking of one frame: which of its fields are checked, with what, and what the popup is told of them.

import { unglue as checkRegion } from "unglue/contenteditable";
import { unglue as checkControl } from "unglue/textarea";
import { rootOf } from "../../../pkg/editor/follow.js";
import { isTextControl } from "../../../pkg/editor/text-control.js";
import { WorkerChecker } from "../../../pkg/worker/client.js";
import { Heartbeat } from "../../../pkg/worker/heartbeat.js";
import { changeSettings, onStored, optionsOf, readSettings, remember } from "../settings.js";
import { connect } from "./channel.js";
import { fieldOf, hasText, isField, isSeen, noteSecret } from "./fields.js";
import { watch } from "./watch.js";

/** @import { Attached } from "unglue/textarea" */
/** @import { Mark } from "unglue/worker" */
/** @import { Ask, FrameState, Show, Site } from "../messages.js" */
/** @import { Settings } from "../settings.js" */

/** @typedef {{ attached: Attached, marks: readonly Mark[], text: string }} Checked a field that is checked, and what is found in it */

/** So many fields are checked that nobody has been in. */
const MOST = 100;
/** So many findings are told to the popup. */
const MOST_TOLD = 200;
/** How long after a change fields are looked at again, and the popup is told. Milliseconds. */
const DELAY = 150;
/** For so long after the last key the background is kept from ending. Milliseconds. */
const WRITING = 120_000;
/** How long a frame is waited for that is to have the focus. Milliseconds. */
const FOCUS = 1_500;

export class Frame {
  isAlive = true;
  #window;
  /** What may be checked. @type {Set<HTMLElement>} */
  #candidates = new Set();
  /** @type {Map<HTMLElement, Checked>} */
  #fields = new Map();
  /** @type {WorkerChecker | undefined} */
  #checker;
  /** Unknown until a field is found. @type {Promise<void> | undefined} */
  #beginning;
  /** @type {Site | undefined} */
  #site;
  /** @type {Settings | undefined} */
  #settings;
  /** The popups that are open. @type {Set<chrome.runtime.Port>} */
  #popups = new Set();
  /** What was told to them, by its number. @type {{ element: HTMLElement, mark: Mark, text: string }[]} */
  #told = [];
  #typedAt = -Infinity;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #watching;
  /** @type {(() => void)[]} */
  #endings = [];

  /** @param {Window & typeof globalThis} window */
  constructor(window) {
    this.#window = window;
    this.#watching = watch(window.document, {
      onFound: (element) => this.#found(element),
      onChange: () => (this.#fields.size > 0 || this.#candidates.size > 0) && this.#later(),
    });
    const listening = new AbortController();
    const options = { capture: true, signal: listening.signal };
    window.addEventListener("focusin", (event) => this.#entered(event.composedPath()[0]), options);
    window.addEventListener("input", () => (this.#typedAt = performance.now()), options);
    this.#endings.push(
      () => listening.abort(),
      onStored({ onSettings: () => void this.#follow(), onPersonal: () => void this.#learn() }),
      listen(chrome.runtime.onConnect, (/** @type {chrome.runtime.Port} */ port) => this.#connected(port)),
      listen(chrome.runtime.onMessage, (/** @type {Ask} */ message, _, answer) => {
        if (message.ask !== "fixHere") return undefined;
        void this.#fixAll().then(answer);
        return true;
      }),
    );
    this.#entered(window.document.activeElement ?? undefined);
  }

  /** Leaves the frame as it was. */
  end() {
    this.isAlive = false;
    this.#watching.stop();
    clearTimeout(this.#timer);
    this.#release();
    for (const end of this.#endings) {
      try {
        end();
      } catch {
        // Without its extension a script may not even stop listening.
      }
    }
  }

  /** @param {Element} element */
  #found(element) {
    noteSecret(element);
    const field = fieldOf(element);
    if (field) this.#consider(field);
    // What it was is looked at with all others.
    else this.#later();
  }

  /** Somebody has gone into an element, which may be in a shadow tree that nobody has seen yet. @param {EventTarget | undefined} target */
  #entered(target) {
    const field = fieldOf(target);
    if (!field) return;
    const root = rootOf(field);
    if (root.host) this.#watching.look(/** @type {ShadowRoot} */ (/** @type {Node} */ (root)));
    this.#consider(field, true);
    const { attached } = this.#fields.get(field) ?? {};
    // A script may have set its value since.
    if (attached && "refresh" in attached)
      /** @type {import("unglue/textarea").AttachedTextarea} */ (attached).refresh();
  }

  /**
   * Checks a field, if that is wanted: one that nobody has gone into only where something is written that can be seen.
   * @param {HTMLElement} element
   * @param {boolean} [isEntered]
   */
  #consider(element, isEntered = false) {
    this.#candidates.add(element);
    if (!this.#isOn) {
      if (!this.#settings) void this.#begin();
      return;
    }
    if (this.#fields.has(element)) return;
    if (isEntered || (this.#fields.size < MOST && hasText(element) && isSeen(element))) this.#check(element);
  }

  get #isOn() {
    return this.#settings !== undefined && !this.#settings.off.includes(this.#site?.host ?? "");
  }

  /** Asks what site this is, and what the writer has set, once. */
  #begin() {
    this.#beginning ??= (async () => {
      const site = await chrome.runtime.sendMessage({ ask: "site" });
      const settings = await readSettings();
      if (!this.isAlive) return;
      [this.#site, this.#settings] = [site, settings];
      this.#considerAll();
    })().catch(() => {
      // The extension is gone, or starts just now: the next field asks again.
      this.#beginning = undefined;
    });
    return this.#beginning;
  }

  #considerAll() {
    for (const element of this.#candidates) if (element.isConnected && isField(element)) this.#consider(element);
    this.#entered(innermost(this.#window.document));
    this.#tellLater();
  }

  /** What decides whether and how fields are checked, to be compared. */
  get #asked() {
    const settings = /** @type {Settings} */ (this.#settings);
    return JSON.stringify([this.#isOn, optionsOf(settings), settings.checksPastes]);
  }

  /** What the writer has set is something else. */
  async #follow() {
    if (!this.#settings) return;
    const before = this.#asked;
    this.#settings = await readSettings();
    if (!this.isAlive || this.#asked === before) return;
    this.#release();
    this.#considerAll();
  }

  /** Words were added or taken away, here or elsewhere. */
  async #learn() {
    // The background has them already; where it sleeps, this wakes it.
    if (this.#fields.size > 0) await this.#checker?.addWords([]).catch(() => {});
  }

  /** @param {HTMLElement} element */
  #check(element) {
    this.#checker ??= this.#connect();
    /** @type {Checked} */
    const checked = { attached: /** @type {Attached} */ (/** @type {unknown} */ (undefined)), marks: [], text: "" };
    const options = {
      checker: this.#checker,
      checkOnPaste: this.#settings?.checksPastes,
      moreActions: () => this.#actionsOf(checked),
      onPersonal: (/** @type {import("unglue").Personal} */ personal) => void remember(personal),
      onError: () => chrome.runtime?.id || this.end(),
      onMarks: (/** @type {readonly Mark[]} */ marks, /** @type {string} */ text) => {
        Object.assign(checked, { marks, text });
        this.#tellLater();
      },
    };
    this.#fields.set(element, checked);
    checked.attached = isTextControl(element)
      ? checkControl(/** @type {HTMLTextAreaElement} */ (element), options)
      : checkRegion(element, options);
  }

  /**
   * What the tooltip of a mark offers besides: in place of a menu of the browser's, which would take a further permission.
   * @param {Checked} checked
   */
  #actionsOf({ attached, marks }) {
    const all = { name: "Fix all in this field", run: () => void attached.fixAll() };
    const off = { name: "Turn off on this site", run: () => void this.#turnOff() };
    return marks.length > 1 ? [all, off] : [off];
  }

  async #turnOff() {
    const { host } = /** @type {Site} */ (this.#site);
    const { off } = await readSettings();
    if (!off.includes(host)) await changeSettings({ off: [...off, host] });
  }

  #connect() {
    const { document } = this.#window;
    const isWriting = () =>
      document.visibilityState === "visible" && performance.now() - this.#typedAt < WRITING && this.#fields.size > 0;
    const start = () => connect({ isWriting, onEnd: () => this.end() });
    return new WorkerChecker(start, optionsOf(/** @type {Settings} */ (this.#settings)), Heartbeat);
  }

  #release() {
    for (const { attached } of this.#fields.values()) attached.destroy();
    this.#fields.clear();
    this.#checker?.terminate();
    this.#checker = undefined;
    this.#tellLater();
  }

  /** Looks soon at what the page has changed. */
  #later() {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      for (const [element, { attached }] of this.#fields) {
        if (element.isConnected && isField(element)) continue;
        attached.destroy();
        this.#fields.delete(element);
      }
      for (const element of this.#candidates) if (!element.isConnected) this.#candidates.delete(element);
      this.#tell();
    }, DELAY);
  }

  #tellLater() {
    if (this.#popups.size > 0) this.#later();
  }

  /** The fields that can be seen. */
  get #seen() {
    return [...this.#fields].filter(([element]) => isSeen(element));
  }

  #tell() {
    if (this.#popups.size === 0 || !this.#site) return;
    const fields = this.#seen;
    const all = fields.flatMap(([element, { marks, text }]) => marks.map((mark) => ({ element, mark, text })));
    this.#told = all.slice(0, MOST_TOLD);
    const findings = this.#told.map(({ mark, text }, id) => ({
      id,
      before: text.slice(mark.from, mark.to),
      after: mark.suggestions[0].text,
      message: mark.message,
    }));
    /** @type {FrameState} */
    const state = { frame: this.#site.frame, fields: fields.length, total: all.length, findings };
    for (const popup of this.#popups) popup.postMessage(state);
  }

  /** @param {chrome.runtime.Port} port */
  async #connected(port) {
    if (port.name !== "popup") return;
    this.#popups.add(port);
    port.onDisconnect.addListener(() => this.#popups.delete(port));
    port.onMessage.addListener(
      (/** @type {Show} */ { show, frame }) => frame === this.#site?.frame && this.#show(show),
    );
    // Values that scripts have set since are looked at now.
    if (this.#candidates.size === 0) return;
    await this.#begin();
    this.#considerAll();
  }

  /** @param {number} id */
  #show(id) {
    const { element, mark } = this.#told[id] ?? {};
    if (!element || !mark) return;
    element.scrollIntoView({ block: "center" });
    element.focus();
    if (isTextControl(element)) /** @type {HTMLTextAreaElement} */ (element).setSelectionRange(mark.to, mark.to);
  }

  /** Fixes all that is found in this frame, field by field, each in one step of undo. Returns how many spaces that were. */
  async #fixAll() {
    if (this.#seen.length === 0) return 0;
    await this.#getFocus();
    let fixed = 0;
    for (const [, { attached }] of this.#seen) fixed += await attached.fixAll();
    return fixed;
  }

  /** Only what has the focus is typed by the browser, so that it can be undone. */
  async #getFocus() {
    const { document } = this.#window;
    const end = performance.now() + FOCUS;
    while (!document.hasFocus() && performance.now() < end) {
      this.#window.focus();
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/**
 * The element that has the focus, also in shadow trees.
 * @param {Document} document
 */
function innermost(document) {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element ?? undefined;
}

/**
 * Listens to an event of the browser. Returns how to stop that.
 * @template {Function} Listener
 * @param {{ addListener(listener: Listener): void, removeListener(listener: Listener): void }} event
 * @param {Listener} listener
 */
function listen(event, listener) {
  event.addListener(listener);
  return () => event.removeListener(listener);
}

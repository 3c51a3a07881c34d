// What the page says about the drafts it keeps, and what their writer can do about them.

import { Transaction } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { showDialog } from "../dialog.js";
import { byId, h, setText } from "../dom.js";
import { opened } from "../file/origin.js";
import { replaceText } from "../commands.js";
import { alarm, say } from "../notice.js";
import { SAMPLE } from "../sample.js";
import { DraftKeeper } from "./keeper.js";

/** @typedef {import("./store.js").Draft} Draft */

/** Whether drafts are kept: "off", or nothing. */
const KEY = "unglue.keep";

const when = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short" });

function readSetting() {
  try {
    return localStorage.getItem(KEY) !== "off";
  } catch {
    return true;
  }
}

/** @param {boolean} on */
function writeSetting(on) {
  try {
    if (on) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, "off");
  } catch {
    // It lasts as long as the page.
  }
}

export function createDrafts() {
  const keeper = new DraftKeeper({
    on: readSetting(),
    onFailed(error) {
      console.info(error);
      showWhatIsKept();
      const isFull = error instanceof DOMException && error.name === "QuotaExceededError";
      alarm(
        `${isFull ? "This browser has no room left for your text" : "This browser does not let the page keep your text"}: download it before you leave.`,
      );
    },
    onStored: () => showWhatIsKept(),
  });

  function showWhatIsKept() {
    const kept = !keeper.isOn
      ? "It is not kept."
      : keeper.hasFailed
        ? "This browser cannot keep it."
        : "It is kept on this device, for your next visit.";
    setText(byId("kept"), kept);
  }

  /** @param {boolean} on */
  async function keep(on) {
    try {
      await keeper.keep(on);
    } catch (error) {
      alarm(
        on
          ? "This browser keeps nothing."
          : "What is kept could not be forgotten. Clear this page's data in the settings of the browser.",
      );
      console.info(error);
    }
    showWhatIsKept();
  }

  /** @param {EditorView} view */
  function attach(view) {
    keeper.attach(view);
    showWhatIsKept();
    byId("drafts").addEventListener("click", () => showDrafts(view, keeper, (on) => (writeSetting(on), keep(on))));
    // Another tab has changed the setting, or everything was cleared.
    addEventListener("storage", ({ key }) => (key === KEY || key === null) && keep(readSetting()));
  }

  return {
    /** Finds what the editor is to start with, and says what it is. */
    async restore() {
      const { draft, isReload, isDamaged } = await keeper.restore();
      if (isDamaged)
        alarm("The text that was kept here cannot be read any more. What is left of it stays until you forget it.");
      if (draft && !isReload) say(`This is the text that you left on ${when.format(draft.time)}.`);
      return {
        text: draft?.text ?? SAMPLE,
        show: (/** @type {EditorView} */ view) => (draft && showDraft(view, draft), attach(view)),
      };
    },
    /** @param {import("@codemirror/view").ViewUpdate} update */
    update: (update) => keeper.update(update),
    saved: (/** @type {import("@codemirror/state").Text} */ doc) => keeper.saved(doc),
    /** Another text is to come: keeps the one that is here as a draft of its own, and returns what to say of it. */
    async startAnew() {
      const isKept = await keeper.startAnew();
      if (isKept === null) return "";
      return isKept
        ? " What was here before is under “Kept texts”."
        : " What was here before is not kept: undo brings it back.";
    },
    flush: () => keeper.flush(),
  };
}

/** What a draft has beside its text: file, caret and place. @param {EditorView} view @param {Draft} draft */
function showDraft(view, { form, lineEnds, selection, top }) {
  view.dispatch({
    selection,
    effects: [opened.of({ form, lineEnds }), EditorView.scrollIntoView(top, { y: "start" })],
    annotations: Transaction.addToHistory.of(false),
  });
}

/**
 * Shows what is kept, with the switch and ways to forget.
 * @param {EditorView} view
 * @param {DraftKeeper} keeper
 * @param {(on: boolean) => Promise<void>} keep
 */
async function showDrafts(view, keeper, keep) {
  const list = h("ul", "drafts");
  const forgetAll = h("button", { type: "button", class: "tool" }, "Forget all kept texts");
  const box = h("input", { type: "checkbox" });
  const state = h("p", { role: "status", class: "drafts-state" });
  box.checked = keeper.isOn;

  /** @param {string} [done] what was done to the list */
  const show = async (done = "") => {
    const others = keeper.isOn ? await keeper.others().catch(() => []) : [];
    list.replaceChildren(...others.map((draft) => createRow(draft, { open, forget })));
    forgetAll.disabled = !keeper.isOn;
    state.textContent = done;
  };
  /** @param {string} id */
  const open = async (id) => {
    if (await openDraft(view, keeper, id)) list.closest("dialog")?.close();
    else await show();
  };
  /** @param {string} id */
  const forget = async (id) => {
    await keeper.forget(id);
    await show("It is forgotten.");
    box.focus();
  };

  box.addEventListener("change", async () => {
    await keep(box.checked);
    await show(box.checked ? "" : "Nothing is kept any more, and what was kept is forgotten.");
  });
  forgetAll.addEventListener("click", async () => {
    await show(await forgetEverything(keeper));
    box.focus();
  });
  await show();
  await showDialog({
    title: "Texts kept on this device",
    body: [
      h(
        "label",
        "switch",
        box,
        h(
          "span",
          {},
          "Keep what I write in this browser, for the next visit. Nobody else gets it; whoever uses this browser can read it.",
        ),
      ),
      list,
      h("div", "drafts-foot", state, forgetAll),
    ],
    buttons: [{ label: "Close", value: "", primary: true }],
  });
}

/**
 * @param {import("./store.js").DraftRecord} draft
 * @param {{ open: (id: string) => void, forget: (id: string) => void }} on
 */
function createRow({ id, time, excerpt, length, form }, on) {
  const open = h(
    "button",
    { type: "button", class: "tool draft-open" },
    h("span", "draft-text", excerpt),
    h("span", "draft-about", about({ time, length, form })),
  );
  const forget = h(
    "button",
    { type: "button", class: "tool", "aria-label": `Forget “${excerpt.slice(0, 30)}”` },
    "Forget",
  );
  open.addEventListener("click", () => on.open(id));
  forget.addEventListener("click", () => on.forget(id));
  return h("li", "draft", open, forget);
}

/** Returns what to say of it. @param {DraftKeeper} keeper */
async function forgetEverything(keeper) {
  try {
    const left = await keeper.forgetAll();
    return `${left > 0 ? "All is forgotten but what other tabs show." : "All is forgotten."} What you change from now on is kept again.`;
  } catch (error) {
    console.info(error);
    return "The browser did not allow it. Clear this page's data in its settings.";
  }
}

/** @param {Pick<import("./store.js").DraftRecord, "time" | "length" | "form">} draft */
function about({ time, length, form }) {
  const size = `${length.toLocaleString("en")} ${length === 1 ? "character" : "characters"}`;
  return `${form.name === "text.txt" ? "" : `${form.name}, `}${when.format(time)}, ${size}`;
}

/** @param {EditorView} view @param {DraftKeeper} keeper @param {string} id */
async function openDraft(view, keeper, id) {
  try {
    const draft = await keeper.switchTo(id);
    if (!draft) return false;
    replaceText(view, draft.text, opened.of(draft));
    view.dispatch({ selection: draft.selection, effects: EditorView.scrollIntoView(draft.top, { y: "start" }) });
    say(`This is the text that you left on ${when.format(draft.time)}. The other one is kept, too.`);
    return true;
  } catch (error) {
    console.info(error);
    alarm("This text cannot be read any more.");
    return false;
  }
}

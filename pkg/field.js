// `<unglue-field>`: a custom element that checks the fields in it. Nothing is defined before `define` is called.

import { defined } from "./defined.js";
import { checkPlain } from "./editor/given.js";
import { isTextControl } from "./editor/text-control.js";
import { RULES } from "./rules.js";
import { createWorkerChecker } from "./worker.js";
import { unglue as checkRegion } from "./contenteditable.js";
import { unglue as checkControl } from "./textarea.js";

/** @import { Attached, PasteOffer } from "./adapter.js" */
/** @import { DefineOptions, FieldOptions, UnglueFieldClass } from "./field.js" */
/** @import { Personal, ReadonlyPersonal, Rule } from "./index.js" */
/** @import { Mark, WorkerChecker } from "./worker.js" */

/** The fields that an element checks. */
const FIELDS = "textarea, input, [contenteditable]";
/** The attributes by which a page says how. */
const ATTRIBUTES = ["off", "check-on-paste", "rules", "show-confidence", "fix-confidence"];
/** What is observed below: whether an element is a field may change. */
const OBSERVED = { childList: true, subtree: true, attributes: true, attributeFilter: ["contenteditable", "type"] };
/** A checker that no field needs any more is kept for so long: a page may move its fields. Milliseconds. */
const KEPT = 10_000;

/** @type {typeof import("./field.js").define} */
export function define(options = {}) {
  const { name = "unglue-field", checker = createWorkerChecker, personal } = checkPlain(options);
  if (typeof checker !== "function")
    throw new TypeError("options.checker must be a function that makes a checker: define({ checker: (options) => … })");
  if (!customElements.get(name)) customElements.define(name, elementClass(new Checkers(checker, personal)));
  return /** @type {UnglueFieldClass} */ (customElements.get(name));
}

/** The checkers of all elements of a name: those with the same options share one. */
class Checkers {
  /** @type {Map<string, { checker: WorkerChecker, users: number, timer?: ReturnType<typeof setTimeout> }>} */
  #made = new Map();
  #make;
  /** @type {Partial<ReadonlyPersonal> | undefined} */
  #personal;

  /**
   * @param {NonNullable<DefineOptions["checker"]>} make
   * @param {Partial<ReadonlyPersonal> | undefined} personal what the writer taught them
   */
  constructor(make, personal) {
    this.#make = make;
    this.#personal = personal;
  }

  /**
   * Returns the checker for options, and how to give it back.
   * @param {FieldOptions} options
   */
  take(options) {
    const key = JSON.stringify(options);
    const made = this.#made.get(key) ?? { checker: this.#begin(options), users: 0 };
    this.#made.set(key, made);
    made.users += 1;
    clearTimeout(made.timer);
    const giveBack = () => {
      made.users -= 1;
      if (made.users > 0) return;
      made.timer = setTimeout(() => {
        this.#made.delete(key);
        made.checker.terminate();
      }, KEPT);
    };
    return { checker: made.checker, giveBack };
  }

  /** @param {FieldOptions} options */
  #begin(options) {
    const checker = this.#make(options);
    if (this.#personal) this.#teach(checker);
    return checker;
  }

  /**
   * The writer has taught one of them something: so are the others.
   * @param {Personal} personal
   * @param {WorkerChecker} from
   */
  learn(personal, from) {
    this.#personal = personal;
    for (const { checker } of this.#made.values()) if (checker !== from) this.#teach(checker);
  }

  /** @param {WorkerChecker} checker */
  #teach(checker) {
    // One that has ended is told by its fields.
    checker.importPersonal(defined(this.#personal)).catch(() => {});
  }
}

/**
 * Makes the class of the element: on a server, where the package may be imported, there is no `HTMLElement`.
 * @param {Checkers} checkers
 * @returns {CustomElementConstructor}
 */
function elementClass(checkers) {
  return class extends HTMLElement {
    static observedAttributes = ATTRIBUTES;
    /** @type {Map<HTMLElement, Attached>} */
    #fields = new Map();
    /** @type {ReturnType<Checkers["take"]> | undefined} */
    #taken;
    /** Whether an attribute is wrong, which is told once. */
    #isWrong = false;
    #observer = new MutationObserver(() => this.#look());

    constructor() {
      super();
      const root = this.attachShadow({ mode: "open" });
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(":host { display: contents; }");
      root.adoptedStyleSheets = [sheet];
      root.append(this.ownerDocument.createElement("slot"));
    }

    connectedCallback() {
      this.#observer.observe(this, OBSERVED);
      this.#look();
    }

    disconnectedCallback() {
      this.#observer.disconnect();
      this.#end();
    }

    attributeChangedCallback() {
      this.#end();
      this.#isWrong = false;
      this.#look();
    }

    /** The fields that are checked. */
    get fields() {
      return [...this.#fields.keys()];
    }

    fixAll() {
      return this.#sum((attached) => attached.fixAll());
    }

    repair() {
      return this.#sum((attached) => attached.repair());
    }

    /** @param {(attached: Attached) => Promise<number>} run */
    async #sum(run) {
      let sum = 0;
      // One after the other: each may need the focus.
      for (const attached of this.#fields.values()) sum += await run(attached);
      return sum;
    }

    /** Checks what has become a field, and leaves what is none any more. */
    #look() {
      const found = this.isConnected && !this.hasAttribute("off") ? fieldsIn(this) : [];
      for (const [field, attached] of this.#fields) {
        if (found.includes(field)) continue;
        attached.destroy();
        this.#fields.delete(field);
      }
      for (const field of found) {
        const checker = this.#fields.has(field) ? undefined : this.#checker();
        if (checker) this.#fields.set(field, this.#check(field, checker));
      }
    }

    /** The checker that the attributes ask for; none where they are wrong. */
    #checker() {
      if (this.#isWrong) return undefined;
      try {
        this.#taken ??= checkers.take(optionsOf(this));
      } catch (error) {
        this.#isWrong = true;
        this.#tellError(/** @type {Error} */ (error));
      }
      return this.#taken?.checker;
    }

    /**
     * @param {HTMLElement} field
     * @param {WorkerChecker} checker
     */
    #check(field, checker) {
      const onPaste = (/** @type {PasteOffer} */ offer) => void this.#tell("unglue-paste", { field, ...offer });
      const options = {
        checker,
        ...(this.hasAttribute("check-on-paste") ? { checkOnPaste: true, onPaste } : {}),
        onMarks: (/** @type {readonly Mark[]} */ diagnostics, /** @type {string} */ text) =>
          this.#tell("unglue-check", { field, text, diagnostics }),
        onPersonal: (/** @type {Personal} */ personal) => {
          checkers.learn(personal, checker);
          this.#tell("unglue-personal", { personal });
        },
        onError: (/** @type {Error} */ error) => this.#tellError(error, field),
      };
      return isTextControl(field)
        ? checkControl(/** @type {HTMLTextAreaElement} */ (field), options)
        : checkRegion(field, options);
    }

    /**
     * @param {string} type
     * @param {object} detail
     */
    #tell(type, detail) {
      return this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true, cancelable: true }));
    }

    /**
     * @param {Error} error
     * @param {HTMLElement} [field]
     */
    #tellError(error, field) {
      if (this.#tell("unglue-error", { field, error })) console.warn(error);
    }

    #end() {
      for (const attached of this.#fields.values()) attached.destroy();
      this.#fields.clear();
      this.#taken?.giveBack();
      this.#taken = undefined;
    }
  };
}

/**
 * The fields in an element that are its own to check: not those in another one of the kind, nor parts of a region.
 * @param {HTMLElement} element
 * @returns {HTMLElement[]}
 */
function fieldsIn(element) {
  const isOwn = (/** @type {Element} */ found) => found.parentElement?.closest(element.localName) === element;
  const isField = (/** @type {HTMLElement} */ found) =>
    isTextControl(found) || (found.isContentEditable && !found.parentElement?.isContentEditable);
  return [.../** @type {NodeListOf<HTMLElement>} */ (element.querySelectorAll(FIELDS))].filter(
    (found) => isOwn(found) && isField(found),
  );
}

/**
 * What the attributes of an element ask of its checker.
 * @param {HTMLElement} element
 * @returns {FieldOptions}
 */
function optionsOf(element) {
  /** @type {FieldOptions} */
  const options = {};
  const showConfidence = probability(element, "show-confidence");
  const fixConfidence = probability(element, "fix-confidence");
  const rules = element.getAttribute("rules");
  if (showConfidence !== undefined) options.showConfidence = showConfidence;
  if (fixConfidence !== undefined) options.fixConfidence = fixConfidence;
  if (rules !== null) options.rules = rules.split(/\s+/).filter(Boolean).map(ruleOf);
  return options;
}

/**
 * @param {Element} element
 * @param {string} name
 */
function probability(element, name) {
  const value = element.getAttribute(name);
  if (value === null) return undefined;
  const number = Number(value);
  if (value.trim() === "" || !(number >= 0 && number <= 1))
    throw new TypeError(`<${element.localName} ${name}> must be a number from 0 to 1, not "${value}"`);
  return number;
}

/**
 * @param {string} name
 * @returns {Rule}
 */
function ruleOf(name) {
  const rule = RULES.find((rule) => rule.name === name);
  if (!rule) throw new TypeError(`there is no rule "${name}": there are ${RULES.map(({ name }) => name).join(", ")}`);
  return rule.name;
}

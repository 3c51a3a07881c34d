// Where drafts are stored: IndexedDB, on this device. Texts are stored in parts (parts.js), each draft with a list of its own.

import { openDB } from "idb";
import { ENCODINGS } from "../file/encodings.js";
import { PLAIN } from "../text-file.js";
import { dropLeft } from "./leaving.js";
import { joinParts } from "./parts.js";

/** @typedef {import("../text-file.js").FileForm} FileForm */
/** @typedef {import("../file/line-ends.js").LineEnd} LineEnd */
/**
 * @typedef {object} DraftRecord
 * @property {string} id
 * @property {number} time when it was stored, in milliseconds since 1970
 * @property {number} length of its text in code units
 * @property {string} excerpt how its text begins
 * @property {number[]} parts the numbers of its parts, in order
 * @property {number} next a number that no part of it has had
 * @property {FileForm} form
 * @property {LineEnd} usual
 * @property {Uint32Array} others for each line end that is not the usual: its place, and its kind
 * @property {{ anchor: number, head: number }} selection
 * @property {number} top what stands at the top of the window, in code units
 */
/** @typedef {import("../text-file.js").Opened & Pick<DraftRecord, "id" | "time" | "next" | "selection" | "top">} Draft */
/**
 * @typedef {import("idb").DBSchema & {
 *   drafts: { key: string, value: DraftRecord },
 *   parts: { key: [id: string, number: number], value: string },
 * }} Schema
 */
/** @typedef {import("idb").IDBPDatabase<Schema>} Database */

const NAME = "unglue";
/** Milliseconds: a browser that does not answer by then is one without storage. */
const PATIENCE_MS = 1500;
/** @type {LineEnd[]} */
const ENDS = ["\n", "\r\n", "\r"];

/** All parts of a draft with numbers below a limit. @param {string} id */
const below = (id, limit = Infinity) => IDBKeyRange.bound([id, -Infinity], [id, limit], false, true);

/** What is stored is not what was written: a part is missing, or of another kind. */
export class DamagedDraft extends Error {}

export class DraftStore {
  /** @type {Promise<Database> | null} */
  #database = null;
  #onLost;

  /** @param {() => void} onLost the browser has thrown away what was stored */
  constructor(onLost) {
    this.#onLost = onLost;
  }

  /** @returns {Promise<Database>} */
  #open() {
    this.#database ??= this.#connect();
    const late = new Promise((_, reject) =>
      setTimeout(() => reject(new Error("the browser's storage does not answer")), PATIENCE_MS),
    );
    return Promise.race([this.#database, /** @type {Promise<never>} */ (late)]);
  }

  async #connect() {
    const lose = () => {
      this.#database = null;
      this.#onLost();
    };
    try {
      /** @type {Database} */
      const database = await openDB(NAME, 1, {
        upgrade(created) {
          created.createObjectStore("drafts", { keyPath: "id" });
          created.createObjectStore("parts");
        },
        // A page of a later version wants to change what is stored.
        blocking: () => {
          database.close();
          lose();
        },
        terminated: lose,
      });
      return database;
    } catch (error) {
      this.#database = null;
      throw error;
    }
  }

  /** All drafts, also those that cannot be read. */
  async ids() {
    return (await this.#open()).getAllKeys("drafts");
  }

  /** All drafts without their texts, the newest first. @returns {Promise<DraftRecord[]>} */
  async list() {
    const records = await (await this.#open()).getAll("drafts");
    return records.filter(isRecord).sort((a, b) => b.time - a.time);
  }

  /**
   * @param {string} id
   * @returns {Promise<Draft | null>} null where there is none
   * @throws {DamagedDraft}
   */
  async read(id) {
    const tx = (await this.#open()).transaction(["drafts", "parts"]);
    const [record, keys, values] = await Promise.all([
      tx.objectStore("drafts").get(id),
      tx.objectStore("parts").getAllKeys(below(id)),
      tx.objectStore("parts").getAll(below(id)),
    ]);
    if (!record) return null;
    if (!isRecord(record)) throw new DamagedDraft(id);
    const texts = new Map(keys.map(([, number], nth) => [number, values[nth]]));
    const parts = record.parts.map((number) => texts.get(number));
    if (!parts.every((part) => typeof part === "string")) throw new DamagedDraft(id);
    const text = joinParts(parts);
    if (text.length !== record.length) throw new DamagedDraft(id);
    const { time, next, selection, top, usual, others } = record;
    const form = isPlain(record) ? PLAIN : record.form;
    return { id, text, time, next, selection, top, form, lineEnds: { usual, others: unpackEnds(others) } };
  }

  /**
   * Stores new parts of a draft and, if it is given, the record that refers to them. What the record no longer refers to goes.
   * @param {string} id
   * @param {Map<number, string>} parts
   * @param {DraftRecord} [record]
   * @param {{ parts: number[], below: number }} [gone] parts by number, and all with a number below a limit
   */
  async put(id, parts, record, gone) {
    const tx = (await this.#open()).transaction(["drafts", "parts"], "readwrite");
    const store = tx.objectStore("parts");
    const requests = [...parts].map(([number, text]) => store.put(text, [id, number]));
    if (gone)
      requests.push(
        .../** @type {any[]} */ ([
          store.delete(below(id, gone.below)),
          ...gone.parts.map((number) => store.delete([id, number])),
        ]),
      );
    if (record) requests.push(/** @type {any} */ (tx.objectStore("drafts").put(record)));
    // Without waiting for the answers: the page may be about to go.
    tx.commit();
    await Promise.all([...requests, tx.done]);
  }

  /** Whether there is a draft, stored at a time that is meant. @param {string} id @param {(time: number) => boolean} isMeant */
  async has(id, isMeant) {
    const record = await (await this.#open()).get("drafts", id);
    return record !== undefined && isMeant(record.time);
  }

  /** @param {string} id */
  async remove(id) {
    dropLeft(id);
    const tx = (await this.#open()).transaction(["drafts", "parts"], "readwrite");
    await Promise.all([tx.objectStore("drafts").delete(id), tx.objectStore("parts").delete(below(id)), tx.done]);
  }
}

/** @param {import("../file/line-ends.js").LineEnds["others"]} others */
export function packEnds(others) {
  const packed = new Uint32Array(2 * others.length);
  for (const [nth, [at, end]] of others.entries()) packed.set([at, ENDS.indexOf(end)], 2 * nth);
  return packed;
}

/** @param {Uint32Array} packed */
function unpackEnds(packed) {
  return Array.from(
    { length: packed.length / 2 },
    (_, nth) => /** @type {[number, LineEnd]} */ ([packed[2 * nth], ENDS[packed[2 * nth + 1]]]),
  );
}

/** Whether a text came from no file, or from one that is like it. @param {DraftRecord} record */
function isPlain({ form: { name, encoding, mark, exact }, usual, others }) {
  return name === PLAIN.name && encoding === PLAIN.encoding && !mark && exact && usual === "\n" && others.length === 0;
}

/** Whether a value is what `put` has stored. @param {any} value @returns {value is DraftRecord} */
function isRecord(value) {
  const { id, time, length, excerpt, parts, next, form, usual, others, selection, top } = value ?? {};
  const isPlace = /** @param {any} at */ (at) => Number.isInteger(at) && at >= 0 && at <= length;
  return (
    typeof id === "string" &&
    typeof excerpt === "string" &&
    [time, length, next].every(Number.isFinite) &&
    Array.isArray(parts) &&
    parts.every(Number.isInteger) &&
    typeof form?.name === "string" &&
    Object.hasOwn(ENCODINGS, form.encoding) &&
    typeof form.exact === "boolean" &&
    typeof form.mark === "boolean" &&
    ENDS.includes(usual) &&
    others instanceof Uint32Array &&
    others.every((number, nth) =>
      nth % 2 === 0 ? number < length && (nth === 0 || number > others[nth - 2]) : number < ENDS.length,
    ) &&
    isPlace(selection?.anchor) &&
    isPlace(selection.head) &&
    isPlace(top)
  );
}

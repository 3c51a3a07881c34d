import assert from "node:assert/strict";
import { marks, offered, select, selection, set, text } from "./control.js";
import { FOUND, laws } from "./laws.js";
import { HARD, IN_OTHER_WORDS, REPAIRED, SENTENCE, eventually, inWords, onPage, settled } from "./support.js";

const test = onPage("textarea");

const respace = (page) => page.evaluate(() => (attached.destroy(), void attach(area, { checker: respacing })));

laws(test, {
  text,
  set,
  select,
  selection,
  marks,
  respace,
  offered,
  focus: (page) => page.locator("textarea").click(),
});

test("a text that was there before is checked as well", async (page) => {
  await eventually(() => marks(page), ["5 ofany"]);
});

test("a space that goes can be seen, and what is repaired is one step of undo", async (page) => {
  await set(page, "We saw th edog run , and thereare more.");
  await eventually(() => marks(page), ["7 th edog", "15 run ,", "25 thereare"]);
  const removals = () =>
    page.evaluate(() => [...layer().querySelectorAll(".unglue-removal")].map((e) => e.textContent));
  assert.deepEqual(await removals(), [" ", " "]);
  await select(page, 9);
  await page.keyboard.press("Control+.");
  assert.equal(await page.locator(".unglue-tooltip button").first().innerText(), "th␣edog → the dog");
  await page.keyboard.press("Escape");
  assert.equal(await page.evaluate(() => attached.repair()), 4);
  assert.equal(await text(page), "We saw the dog run, and there are more.");
  await page.keyboard.press("Control+z");
  assert.equal(await text(page), "We saw th edog run , and thereare more.");
});

/** Where a word of the textarea really is, found by what the browser says when it is clicked there. */
const offsetAt = async (page, { x, y }) => {
  await page.mouse.click(x, y);
  const [at] = await selection(page);
  await page.keyboard.press("Escape");
  return at;
};

test("underlines lie under their words, also after scrolling, resizing and a change of the page", async (page) => {
  await set(
    page,
    `${"A first line that is long enough to be wrapped once or twice.\n".repeat(6)}${HARD}${SENTENCE}\nEnd.`,
  );
  await eventually(async () => (await marks(page)).length, 3);
  const start = (await text(page)).indexOf("They said");
  const check = async () => {
    await page.evaluate(() => (area.scrollTop = area.scrollHeight));
    await settled(page);
    const middle = await page.evaluate(() => {
      const { left, top, width, height } = drawn().at(-1).boxes[0];
      return { x: left + width / 2, y: top + height / 2 };
    });
    const at = await offsetAt(page, middle);
    assert.ok(at > start + 49 && at < start + 59, `${at - start}`);
  };
  await check();
  await page.evaluate(() =>
    Object.assign(area.style, {
      width: "23em",
      height: "7em",
      padding: "9px 17px",
      font: "19px serif",
      borderWidth: "6px",
    }),
  );
  await check();
  await page.evaluate(() => {
    const box = document.createElement("div");
    box.style.height = "77px";
    document.body.prepend(box);
  });
  await check();
  assert.equal(
    await page.evaluate(() => {
      const { left, top, width, height } = drawn().at(-1).boxes[0];
      return document.elementFromPoint(left + width / 2, top + height / 2) === area;
    }),
    true,
    "clicks go to the textarea",
  );
});

test("what has scrolled out of the textarea, or with it out of its box, is not drawn", async (page) => {
  await set(page, `${SENTENCE}\n${"line\n".repeat(40)}`);
  await eventually(async () => (await marks(page)).length, 3);
  await page.evaluate(() => (area.scrollTop = area.scrollHeight));
  await eventually(
    () => page.evaluate(() => drawn().every(({ boxes }) => boxes[0].bottom < area.getBoundingClientRect().top)),
    true,
  );
  await page.evaluate(() => {
    Object.assign(document.querySelector("form").style, { display: "block", height: "40px", overflow: "auto" });
    area.scrollTop = 0;
    document.querySelector("form").scrollTop = 1000;
  });
  // The form scrolls and the layer does not, whose containing block is the page's.
  await eventually(
    () => page.evaluate(() => layer().querySelector(".unglue-layer").style.clipPath.startsWith("polygon")),
    true,
  );
});

test("a fix is of the mark at the caret, which is where a selection goes to", async (page) => {
  await set(page, SENTENCE);
  await eventually(() => marks(page), FOUND);
  await page.evaluate(() => (area.focus(), area.setSelectionRange(10, 40, "backward")));
  await page.keyboard.press("Alt+Enter");
  assert.equal(await text(page), SENTENCE, "no mark at the caret");
  await page.evaluate(() => area.setSelectionRange(10, 40, "forward"));
  await page.keyboard.press("Alt+Enter");
  assert.equal(await text(page), SENTENCE.replace("ameeting", "a meeting"));
  assert.deepEqual(await selection(page), [10, 41, "forward"]);
});

test("a tooltip goes where its mark goes, as when a phone's keyboard scrolls the page, and with it out of sight", async (page) => {
  await set(page, `${SENTENCE}${"\nAnd more.".repeat(30)}`);
  await eventually(() => marks(page), FOUND);
  await page.evaluate(() => (document.body.style.height = "300vh"));
  const mark = page.locator(".unglue-mirror .unglue-mark").first();
  const { x, y } = await mark.boundingBox();
  await page.mouse.click(x + 5, y + 5);
  const tooltip = page.locator(".unglue-tooltip");
  const distance = async () => Math.round((await tooltip.boundingBox()).y - (await mark.boundingBox()).y);
  await tooltip.waitFor();
  const before = await distance();
  await page.evaluate(() => scrollTo(0, 10));
  await eventually(async () => Math.round((await mark.boundingBox()).y), Math.round(y) - 10);
  await eventually(distance, before);
  await page.evaluate(() => (area.scrollTop = area.scrollHeight));
  await eventually(() => tooltip.count(), 0);
});

test("fix all is one step of undo, and the page hears of it", async (page) => {
  await set(page, "");
  await page.locator("textarea").click();
  await page.keyboard.insertText(SENTENCE);
  await page.evaluate(() => {
    globalThis.heard = [];
    area.addEventListener("input", () => heard.push(area.value));
    area.setSelectionRange(3, 40, "backward");
  });
  await page.locator("button").focus();
  assert.equal(await page.evaluate(() => attached.fixAll()), 3);
  assert.equal(await text(page), REPAIRED);
  assert.deepEqual(await page.evaluate(() => heard), [REPAIRED]);
  assert.equal(await page.evaluate(() => document.activeElement.tagName), "BUTTON");
  assert.deepEqual(await selection(page), [3, 42, "backward"]);
  await eventually(() => marks(page), []);
  await page.locator("textarea").focus();
  await page.keyboard.press("Control+z");
  assert.equal(await text(page), SENTENCE);
  await page.evaluate(() => (area.readOnly = true));
  assert.equal(await page.evaluate(() => attached.fixAll()), 0);
  assert.equal(await text(page), SENTENCE);
});

test("the tooltip applies, ignores and adds words, by mouse and by keyboard", async (page) => {
  await page.evaluate(() => (area.rows = 6));
  await set(page, `${SENTENCE} Then thereare others.`);
  await eventually(async () => (await marks(page)).length, 4);
  const click = async (word) => {
    const { x, y, width, height } = await page.locator(".unglue-mark", { hasText: word }).first().boundingBox();
    await page.mouse.click(x + width / 2, y + height / 2);
  };
  await click("ameeting");
  await page.getByRole("button", { name: "a meeting" }).click();
  assert.equal(await text(page), `${SENTENCE.replace("ameeting", "a meeting")} Then thereare others.`);
  assert.equal(await page.evaluate(() => document.activeElement === area), true, "the focus stays in the text");
  await click("thereare");
  await page.getByRole("button", { name: "Ignore here" }).click();
  await eventually(async () => (await marks(page)).map((mark) => mark.split(" ")[1]), ["November12", "thereare"]);
  await click("thereare");
  await page.getByRole("button", { name: "Ignore everywhere" }).click();
  await eventually(() => marks(page), ["50 November12"]);
  await select(page, 52);
  await page.keyboard.press("Control+.");
  const tooltip = page.getByRole("dialog");
  assert.match(await tooltip.getAttribute("aria-label"), /November 12/);
  for (const key of ["ArrowDown", "ArrowDown", "ArrowDown", "Enter"]) await page.keyboard.press(key);
  await eventually(() => marks(page), []);
  await eventually(() => page.evaluate(() => learned.at(-1)), { words: ["November12"], ignored: ["thereare"] });
  assert.equal(await tooltip.count(), 0);
  assert.equal(await page.evaluate(() => document.activeElement === area), true);
});

test("the tooltip closes on Escape, on a click elsewhere, and when typing goes on", async (page) => {
  await eventually(() => marks(page), ["5 ofany"]);
  const tooltip = page.getByRole("dialog");
  for (const close of [
    () => page.keyboard.press("Escape"),
    () => page.mouse.click(500, 400),
    () => page.keyboard.type("x"),
  ]) {
    await select(page, 7);
    await page.keyboard.press("Control+.");
    await tooltip.waitFor();
    await page.evaluate(() => area.focus());
    await close();
    assert.equal(await tooltip.count(), 0);
  }
});

test("a reset form is checked anew", async (page) => {
  await set(page, SENTENCE);
  await eventually(() => marks(page), FOUND);
  await page.evaluate(() => area.form.reset());
  await eventually(() => marks(page), ["5 ofany"]);
});

test("it ends without a trace", async (page) => {
  await eventually(() => marks(page), ["5 ofany"]);
  await select(page, 7);
  await page.keyboard.press("Control+.");
  const html = await page.evaluate(() => {
    attached.destroy();
    return [document.body.outerHTML, document.adoptedStyleSheets.length];
  });
  assert.doesNotMatch(html[0], /unglue-/);
  assert.equal(html[1], 0);
  await page.locator("textarea").click();
  await page.keyboard.type("thereare ");
  await page.keyboard.press("Alt+Enter");
  await settled(page);
  assert.deepEqual(await marks(page), []);
  await page.evaluate(() => (globalThis.attached = attach()));
  await eventually(async () => (await marks(page)).length > 0, true);
});

test("in an element with data-unglue=off nothing is marked or fixed, also beyond a shadow tree", async (page) => {
  const tried = await page.evaluate(async (sentence) => {
    attached.destroy();
    const results = [];
    for (const place of ["itself", "around", "around the host"]) {
      const outer = document.createElement("div");
      const host = document.createElement("div");
      const field = document.createElement("textarea");
      const root = place === "around the host" ? host.attachShadow({ mode: "open" }) : host;
      ({ itself: field, around: host, "around the host": outer })[place].dataset.unglue = "off";
      field.value = sentence;
      root.append(field);
      outer.append(host);
      document.body.append(outer);
      const attached = attach(field);
      const count = await attached.fixAll();
      field.focus();
      field.setSelectionRange(9, 9);
      results.push([place, count, attached.fixAtCaret(), field.value === sentence, drawn(field).length]);
      attached.destroy();
      outer.remove();
    }
    return results;
  }, SENTENCE);
  assert.deepEqual(
    tried,
    ["itself", "around", "around the host"].map((place) => [place, 0, false, true, 0]),
  );
});

test("what `protect` names is left alone", async (page) => {
  await set(page, `${SENTENCE} [${SENTENCE}]`);
  await page.evaluate(() => {
    attached.destroy();
    attached = attach(area, { protect: (text) => [[text.indexOf("["), text.length]] });
  });
  await eventually(() => marks(page), FOUND);
  await select(page, SENTENCE.length + 20);
  assert.deepEqual(await page.evaluate(async () => [attached.fixAtCaret(), await attached.fixAll()]), [false, 3]);
  assert.equal(await text(page), `${REPAIRED} [${SENTENCE}]`);
});

test("a host has its own words for what is shown", async (page) => {
  await page.evaluate(() => {
    attached.destroy();
    globalThis.attached = attach(area, { messages });
  });
  await set(page, "We saw th edog run.");
  await eventually(() => marks(page), ["7 th edog"]);
  await select(page, 9);
  await page.keyboard.press("Control+.");
  assert.equal(await inWords(page), IN_OTHER_WORDS);
  assert.equal(await page.locator(".unglue-tooltip").getAttribute("aria-label"), IN_OTHER_WORDS.split("|")[0]);
});

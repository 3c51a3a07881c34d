// A textarea in any place of a page: in a frame, in a shadow tree, in none yet, and moved from one to another.

import assert from "node:assert/strict";
import { eventually, onPage, REPAIRED, SENTENCE, settled } from "./support.js";

const test = onPage("textarea");
const PLACES = ["page", "shadow", "frame", "shadow tree of a frame"];
const FOUND = ["15 thereare", "37 ameeting", "49 November12"];

/** Makes a textarea in a place, which `area` names from then on, and attaches to it before or after it is put there. */
const put = async (page, place, when) => {
  await page.evaluate(
    async ([place, when, text]) => {
      attached.destroy();
      const main = document.querySelector("main");
      main.innerHTML = "<p>Above</p>";
      const shadowIn = (parent) =>
        parent.appendChild(parent.ownerDocument.createElement("section")).attachShadow({ mode: "open" });
      const frameIn = (parent) => {
        const frame = parent.appendChild(document.createElement("iframe"));
        Object.assign(frame.style, { width: "600px", height: "300px" });
        return frame.contentDocument.body;
      };
      const places = {
        page: () => main,
        shadow: () => shadowIn(main),
        frame: () => frameIn(main),
        "shadow tree of a frame": () => shadowIn(frameIn(main)),
      };
      const make = (document) => Object.assign(document.createElement("textarea"), { value: text, id: "field" });
      const parent = places[place]();
      globalThis.area = make(parent.ownerDocument);
      Object.assign(area.style, { width: "400px", height: "160px" });
      if (when === "before") globalThis.attached = attach(area);
      parent.append(area);
      if (when === "after") globalThis.attached = attach(area);
    },
    [place, when, SENTENCE],
  );
};
const marks = (page) => page.evaluate(() => drawn().map(({ from, text }) => `${from} ${text}`));
/** Whether all that is drawn is where the browser has these words. */
const isRight = (page) =>
  page.evaluate(() =>
    drawn().every(({ from, text, boxes: [{ left, top, width, height }] }) => {
      const root = area.getRootNode();
      const { offset } = area.ownerDocument.caretPositionFromPoint(left + width / 2, top + height / 2, {
        shadowRoots: root.host ? [root] : [],
      });
      return Math.abs(offset - from - text.length / 2) <= 1.5;
    }),
  );

for (const place of PLACES) {
  for (const when of ["before", "after"]) {
    test(`a field in a ${place}, attached ${when} it is put there`, async (page) => {
      await put(page, place, when);
      await eventually(() => marks(page), FOUND);
      await eventually(() => isRight(page), true);
      assert.deepEqual(await page.evaluate(() => left(area)), ["unglue-layer"]);
      // By keys, with the tooltip.
      await page.evaluate(() => (area.focus(), area.setSelectionRange(40, 40)));
      await page.keyboard.press("Control+.");
      const inPlace = place.includes("frame") ? page.frameLocator("iframe") : page;
      const tooltip = inPlace.locator(".unglue-tooltip");
      await tooltip.waitFor();
      assert.equal(
        await tooltip.evaluate(
          (tooltip) => tooltip.matches(":popover-open") && getComputedStyle(tooltip).position === "fixed",
        ),
        true,
      );
      const box = await tooltip.boundingBox();
      assert.ok(box.width < 400 && box.height > 30, JSON.stringify(box));
      assert.equal(await page.evaluate(() => isBelow(1)), true);
      await page.keyboard.press("Enter");
      await eventually(() => page.evaluate(() => area.value), SENTENCE.replace("ameeting", "a meeting"));
      assert.equal(await page.evaluate(() => attached.fixAll()), 2);
      assert.equal(await page.evaluate(() => area.value), REPAIRED);
      await page.keyboard.press("Control+z");
      assert.equal(await page.evaluate(() => area.value), SENTENCE.replace("ameeting", "a meeting"));
      await eventually(() => marks(page), ["15 thereare", "50 November12"]);
      await page.evaluate(() => attached.destroy());
      assert.deepEqual(await page.evaluate(() => left(area)), []);
    });
  }
}

for (const place of PLACES) {
  test(`a field in a ${place} that is scrolled, itself and with what is around it`, async (page) => {
    await put(page, place, "after");
    await page.evaluate((text) => {
      const around = area.ownerDocument.createElement("div");
      Object.assign(around.style, { height: "120px", overflow: "auto" });
      area.replaceWith(around);
      around.append(area);
      area.value = `${"A line before.\n".repeat(30)}${text}\n${"A line behind.\n".repeat(3)}`;
      attached.refresh();
      area.scrollTop = area.scrollHeight;
      around.scrollTop = 60;
    }, SENTENCE);
    await eventually(async () => (await marks(page)).length, 3);
    await eventually(() => isRight(page), true);
    await page.evaluate(() => ((area.scrollTop -= 31), (area.parentNode.scrollTop = 23)));
    await eventually(() => isRight(page), true);
  });
}

test("a field in a frame without the focus is written by a script, and what has the focus keeps it", async (page) => {
  await put(page, "frame", "after");
  await eventually(() => marks(page), FOUND);
  await page.evaluate(() =>
    document
      .querySelector("main")
      .append(Object.assign(document.createElement("input"), { id: "other", value: "mine" })),
  );
  await page.locator("#other").focus();
  assert.equal(await page.evaluate(() => attached.fixAll()), 3);
  assert.equal(await page.evaluate(() => area.value), REPAIRED);
  assert.deepEqual(await page.evaluate(() => [document.activeElement.id, document.querySelector("#other").value]), [
    "other",
    "mine",
  ]);
});

test("a field that goes from place to place keeps its marks, and works in each", async (page) => {
  await put(page, "page", "after");
  await eventually(() => marks(page), FOUND);
  const moves = [
    () =>
      document
        .querySelector("main")
        .appendChild(document.createElement("section"))
        .attachShadow({ mode: "open" })
        .append(area),
    () =>
      document.querySelector("main").appendChild(document.createElement("iframe")).contentDocument.body.append(area),
    () => document.querySelector("main").append(area),
  ];
  for (const move of moves) {
    await page.evaluate(move);
    await page.evaluate(() => (area.focus(), area.setSelectionRange(0, 0)));
    await page.keyboard.type("So ");
    await eventually(async () => (await marks(page)).length, 3);
    await eventually(() => isRight(page), true);
    assert.equal(await page.evaluate(() => document.querySelectorAll("unglue-layer").length <= 1), true);
  }
  await page.evaluate(() => area.remove());
  await eventually(() => page.evaluate(() => document.querySelectorAll("unglue-layer").length), 0);
  await page.evaluate(() => document.querySelector("main").prepend(area));
  await eventually(async () => (await marks(page)).length, 3);
});

test("a page that renders its elements anew has no layer left over", async (page) => {
  await put(page, "page", "after");
  await eventually(() => marks(page), FOUND);
  await page.evaluate(() => {
    globalThis.main = document.querySelector("main");
    main.replaceChildren(area);
  });
  await eventually(() => marks(page), FOUND);
  await page.evaluate(() => main.removeChild(area));
  await eventually(() => page.evaluate(() => document.querySelector("unglue-layer")), null);
  await settled(page);
});

test("a field of a checker that was freed says so", async (page) => {
  await page.evaluate(async () => {
    globalThis.errors = [];
    const freed = await freedChecker();
    attached.destroy();
    globalThis.attached = attach(area, { checker: freed, onError: (error) => errors.push(error.message) });
  });
  await eventually(() => page.evaluate(() => errors.length), 1);
  assert.equal(await page.evaluate(() => attached.fixAll()), 0);
});

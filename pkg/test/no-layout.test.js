// Documents without a layout, as tests of pages have them: an adapter there draws nothing, and does all the rest.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Window } from "happy-dom";
import { JSDOM } from "jsdom";
import { createChecker } from "unglue";
import { unglue } from "unglue/textarea";

const PAGE = "<!doctype html><body><form><textarea>They said thereare plans.</textarea></form></body>";

const WINDOWS = {
  jsdom: () => new JSDOM(PAGE).window,
  "jsdom that pretends to draw": () => new JSDOM(PAGE, { pretendToBeVisual: true }).window,
  "happy-dom": () => {
    const window = new Window();
    window.document.write(PAGE);
    return window;
  },
};

for (const [name, open] of Object.entries(WINDOWS)) {
  test(`a textarea under ${name}`, async () => {
    const window = open();
    const textarea = window.document.querySelector("textarea");
    const checker = await createChecker();
    const heard = [];
    for (const type of ["input", "change"]) textarea.addEventListener(type, () => heard.push(type));
    const attached = unglue(textarea, { checker, onError: (error) => heard.push(error.message) });
    assert.equal(await attached.fixAll(), 1);
    assert.equal(textarea.value, "They said there are plans.");
    assert.deepEqual(heard, ["input", "change"]);
    // In no page, and in the page again.
    textarea.remove();
    textarea.value = "And thereare more.";
    attached.refresh();
    assert.equal(await attached.fixAll(), 1);
    window.document.body.append(textarea);
    assert.equal(textarea.value, "And there are more.");
    textarea.disabled = true;
    textarea.value = "And thereare more.";
    attached.refresh();
    assert.equal(await attached.fixAll(), 0);
    attached.destroy();
    assert.equal(window.document.querySelector("unglue-layer"), null);
    checker.free();
    await window.happyDOM?.close();
    window.close?.();
  });
}

// The extension in Firefox, by WebDriver: GECKODRIVER names the driver. Hosts that are in the manifest are allowed when it is
// installed, so the manifest of the test has them.

import { spawn } from "node:child_process";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { freePort } from "../../pkg/test/support/port.js";
import { eventually, FAULTY, FOUND, RIGHT, serve, withHosts } from "./support.js";
import { zip } from "../scripts/build.js";

const { GECKODRIVER } = process.env;
const PAGE = `<textarea cols="60">${FAULTY}</textarea><input value="${FAULTY}"><div contenteditable>${FAULTY}</div>
  <input type="password" value="${FAULTY}"><iframe src="/frame"></iframe>`;
/** As WebDriver names keys. */
const KEYS = { control: "\uE009", shift: "\uE008", enter: "\uE007" };

/** Starts the driver and Firefox. Returns what asks it something, and what ends both. */
async function startFirefox() {
  const port = await freePort();
  const driver = spawn(GECKODRIVER, ["--port", String(port)], { stdio: "ignore" });
  const ask = async (method, path, body = {}) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: { "Content-Type": "application/json" },
      body: method === "POST" ? JSON.stringify(body) : undefined,
    });
    const { value } = await response.json();
    if (value?.error) throw new Error(`${value.error}: ${value.message}`);
    return value;
  };
  await eventually(
    () =>
      ask("GET", "/status").then(
        ({ ready }) => ready,
        () => false,
      ),
    true,
  );
  const options = { args: ["-headless"] };
  const { sessionId } = await ask("POST", "/session", {
    capabilities: { alwaysMatch: { "moz:firefoxOptions": options } },
  });
  const session = `/session/${sessionId}`;
  return {
    post: (path, body) => ask("POST", `${session}/${path}`, body),
    async stop() {
      await ask("DELETE", session).catch(() => {});
      driver.kill();
    },
  };
}

test("in Firefox fields are checked under the strictest policy, and “fix all” is one step of undo", {
  skip: !GECKODRIVER && "no geckodriver",
}, async () => {
  const folder = fs.mkdtempSync(join(tmpdir(), "unglue-firefox-"));
  const server = await serve({ "/": PAGE, "/frame": `<p contenteditable>${FAULTY}</p>` });
  const firefox = await startFirefox();
  try {
    withHosts("firefox", join(folder, "extension"), ["http://127.0.0.1/*"]);
    zip(join(folder, "extension"), join(folder, "extension.xpi"));
    await firefox.post("moz/addon/install", { path: join(folder, "extension.xpi"), temporary: true });
    await firefox.post("url", { url: `http://127.0.0.1:${server.port}/` });
    const run = (script, ...args) => firefox.post("execute/sync", { script, args });
    const found = () =>
      run(`return [
        ...[...document.querySelectorAll("unglue-layer")].flatMap(({ shadowRoot }) => [...shadowRoot.querySelectorAll(".unglue-mark")].map((mark) => mark.textContent)),
        ...[...(CSS.highlights.get("unglue") ?? [])].map(String),
      ]`);
    await eventually(found, [...FOUND, ...FOUND, ...FOUND]);
    await eventually(() => run(`return [...(frames[0].CSS.highlights.get("unglue") ?? [])].map(String)`), FOUND);
    const press = (...keys) => {
      const down = keys.map((value) => ({ type: "keyDown", value }));
      const up = keys.toReversed().map((value) => ({ type: "keyUp", value }));
      return firefox.post("actions", { actions: [{ type: "key", id: "keyboard", actions: [...down, ...up] }] });
    };
    for (const selector of ["textarea", "input", "[contenteditable]"]) {
      const text = () =>
        run("const field = document.querySelector(arguments[0]); return field.value ?? field.textContent", selector);
      await run("document.querySelector(arguments[0]).focus()", selector);
      await press(KEYS.control, KEYS.shift, KEYS.enter);
      await eventually(text, RIGHT);
      await press(KEYS.control, "z");
      await eventually(text, FAULTY);
    }
  } finally {
    await firefox.stop();
    server.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  }
});

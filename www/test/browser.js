// The built page in a real browser, as its users have it: served from files, a fresh profile for each page.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { preview } from "vite";
import { launch } from "../../pkg/test/support/browser.js";
import { eventually } from "../../pkg/test/support/eventually.js";

export { eventually };

const root = fileURLToPath(new URL("..", import.meta.url));

/** Longer than a check takes. For what must not happen there is nothing else to wait for. */
export const SETTLED_MS = 700;

/** Serves dist/ and starts the browser. */
export async function start() {
  const server = await preview({ root, logLevel: "error", preview: { host: "127.0.0.1", port: 0 } });
  const browser = await launch();
  const { port } = server.httpServer.address();
  return {
    server,
    url: `http://127.0.0.1:${port}/`,
    browser,
    async stop() {
      await browser.close();
      await server.close();
    },
  };
}

/**
 * A test on a fresh page. Whatever it tests, the page must log no error, break no rule of its Content-Security-Policy
 * and ask no other origin for anything.
 * @param {() => Awaited<ReturnType<typeof start>>} getSite
 * @param {{ context?: object, stored?: Record<string, string>, before?: Function, mayLog?: RegExp, mayAsk?: RegExp, path?: string }} [options]
 */
export function onPage(getSite, options, body) {
  if (!body) [options, body] = [{}, options];
  return async () => {
    const { url, browser } = getSite();
    const context = await browser.newContext({ serviceWorkers: "block", ...options.context });
    const problems = [];
    await context.addInitScript((stored) => {
      if (location.protocol === "about:") return;
      for (const [key, value] of Object.entries(stored)) {
        if (localStorage.getItem(key) === null) localStorage.setItem(key, value);
      }
      document.addEventListener("securitypolicyviolation", (event) => {
        console.error(`CSP: ${event.violatedDirective} ${event.blockedURI}`);
      });
    }, options.stored ?? {});
    context.on("request", (request) => {
      const { origin } = new URL(request.url());
      if (origin !== new URL(url).origin && !options.mayAsk?.test(origin)) problems.push(`request to ${request.url()}`);
    });
    // What the policy has stopped was not sent; it is on the console.
    context.on("requestfailed", (request) => {
      const nth = request.failure().errorText === "csp" ? problems.indexOf(`request to ${request.url()}`) : -1;
      if (nth >= 0) problems.splice(nth, 1);
    });
    context.on("console", (message) => {
      const text = message.text();
      // What the option above says for every page.
      if (text.startsWith("Service Worker registration blocked")) return;
      if (["error", "warning"].includes(message.type()) && !options.mayLog?.test(text)) problems.push(text);
    });
    context.on("weberror", (error) => problems.push(String(error.error())));
    try {
      const page = await context.newPage();
      await options.before?.(page);
      await page.goto(url + (options.path ?? ""));
      if (!options.before) await ready(page);
      await body(page, context, url);
      assert.deepEqual(problems, []);
    } finally {
      await context.close();
    }
  };
}

/** The sample, or that of the gallery, is checked when the checker is there. */
export const ready = (page) => page.locator(".unglue-mark").first().waitFor();

/** Gives the page a text as a file: whole, without typing. Waits until a string is there; bytes may be refused. */
export async function openText(page, text, name = "text.txt", mimeType = "text/plain") {
  const buffer = typeof text === "string" ? Buffer.from(text) : text;
  await page.setInputFiles("#file", { name, mimeType, buffer });
  if (typeof text === "string") {
    const [line] = text.split(/\r?\n/);
    await eventually(() => page.locator(".cm-line").first().textContent(), line);
  }
}

export const textOf = (page) =>
  page.evaluate(() => [...document.querySelectorAll(".cm-line")].map((line) => line.textContent).join("\n"));

/** What is underlined: "line:from-to text", in UTF-16 code units of the line. */
export const underlined = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll(".unglue-mark")].map((mark) => {
      const line = mark.closest(".cm-line");
      const before = document.createRange();
      before.setStart(line, 0);
      before.setEndBefore(mark);
      const from = before.toString().length;
      const nth = [...line.parentNode.querySelectorAll(".cm-line")].indexOf(line);
      return `${nth}:${from}-${from + mark.textContent.length} ${mark.textContent}`;
    }),
  );

/** Clicks a button that saves a file, and returns the file. */
export async function downloaded(page, button = "#download") {
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator(button).click()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

export const words = async (page) => (await underlined(page)).map((mark) => mark.replace(/^\S+ /, ""));
export const notice = (page) => page.locator("#notice").innerText();
export const focused = (page) =>
  page.evaluate(() => {
    const { className, id, textContent, ariaLabel } = document.activeElement;
    return id || className.split(" ")[0] || ariaLabel || textContent;
  });

/** What is stored of the writer's own words, or under another key. */
export const stored = (page, key = "unglue.personal") => page.evaluate((key) => localStorage.getItem(key), key);
/** The writer's own words as they are listed. */
export const chips = async (page) => (await page.locator(".chip").allTextContents()).map((chip) => chip.slice(0, -1));

/** What the list has. It is drawn with the frame after the marks. */
export const listed = (page) => page.locator("#list .gapped").allTextContents();

/** Where the tooltip is, once it has its place: it is made outside of the window, and measured with the next frame. */
export async function cardBox(page) {
  const box = () => page.locator(".card").boundingBox();
  await eventually(async () => (await box()).y >= 0, true);
  return box();
}

/** Chooses what the tooltip of a word offers. */
export async function act(page, word, action) {
  await page.locator(".unglue-mark", { hasText: word }).first().hover();
  await page.locator(".card").getByText(action).click();
}

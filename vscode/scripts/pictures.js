// Draws docs/images/vscode.png: a text with findings, and what can be done about one of them. After `cargo xtask vscode`.

import { fileURLToPath } from "node:url";
import { eventually, withEditor } from "../test/support.js";

const TEXT = `# Minutes

Thank you for the interna tional meeting on November12. We think thatanyof the
plans is good, and thereare many more, for thef eedback was short-lived,and useful.

\`code thatis left alone\`
`;

const file = fileURLToPath(new URL("../../docs/images/vscode.png", import.meta.url));
await withEditor({ files: { "/minutes.md": TEXT }, settings: { "editor.minimap.enabled": false } }, async (editor) => {
  await editor.page.setViewportSize({ width: 960, height: 420 });
  await editor.open("minutes.md");
  await eventually(async () => (await editor.underlined()).warning > 4, true);
  await editor.goTo(4, 21);
  await editor.fixes();
  await editor.page.screenshot({ path: file });
});

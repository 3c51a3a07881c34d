// Files in memory, for tests in an editor without a disk: the folder `memory:/`.

const vscode = require("vscode");

/** @type {Map<string, { type: number, content: Uint8Array, mtime: number }>} */
const files = new Map();
const changes = new vscode.EventEmitter();

function entry(uri) {
  const found = files.get(uri.path);
  if (!found) throw vscode.FileSystemError.FileNotFound(uri);
  return found;
}

const provider = {
  onDidChangeFile: changes.event,
  watch: () => new vscode.Disposable(() => {}),
  stat(uri) {
    const { type, content, mtime } = entry(uri);
    return { type, ctime: 0, mtime, size: content.length };
  },
  readDirectory(uri) {
    const start = uri.path.endsWith("/") ? uri.path : `${uri.path}/`;
    return [...files]
      .filter(([path]) => path.startsWith(start) && path !== start && !path.slice(start.length).includes("/"))
      .map(([path, { type }]) => [path.slice(start.length), type]);
  },
  createDirectory(uri) {
    files.set(uri.path, { type: vscode.FileType.Directory, content: new Uint8Array(), mtime: Date.now() });
  },
  readFile: (uri) => entry(uri).content,
  writeFile(uri, content) {
    const type = files.has(uri.path) ? vscode.FileChangeType.Changed : vscode.FileChangeType.Created;
    files.set(uri.path, { type: vscode.FileType.File, content, mtime: Date.now() });
    changes.fire([{ type, uri }]);
  },
  delete(uri) {
    files.delete(uri.path);
  },
  rename() {
    throw vscode.FileSystemError.NoPermissions();
  },
};

exports.activate = async (context) => {
  files.set("/", { type: vscode.FileType.Directory, content: new Uint8Array(), mtime: 0 });
  const given = await (await fetch(vscode.Uri.joinPath(context.extensionUri, "files.json").toString(true))).json();
  for (const [path, text] of Object.entries(given)) {
    const folder = path.slice(0, path.lastIndexOf("/"));
    if (folder) provider.createDirectory(vscode.Uri.from({ scheme: "memory", path: folder }));
    files.set(path, { type: vscode.FileType.File, content: new TextEncoder().encode(text), mtime: Date.now() });
  }
  // Settings among them are read as soon as there is a way to them.
  context.subscriptions.push(
    vscode.workspace.registerFileSystemProvider("memory", provider, { isCaseSensitive: true }),
    vscode.commands.registerCommand("files.open", async () => {
      const path = await vscode.window.showInputBox();
      return vscode.window.showTextDocument(vscode.Uri.from({ scheme: "memory", path }));
    }),
  );
};

// Projects of users' own, each with the npm packages of its lock file and with unglue from its tarball.

import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../support/port.js";

const HERE = import.meta.dirname;
const PACKAGE = join(HERE, "..", "..");
/** What `npm ci` reads. */
const MANIFESTS = ["package.json", "package-lock.json", ".npmrc"];

/** Where installed projects are kept from one run to the next: `cargo xtask test projects` names a folder that stays. */
const CACHE = process.env.UNGLUE_PROJECTS ?? join(tmpdir(), "unglue-projects");

/** The first example of README.md, to be written into every project as it stands there. */
const EXAMPLE = /```js\n(.*?)```/s.exec(fs.readFileSync(join(PACKAGE, "..", "README.md"), "utf8"))[1];

/** What every project must make of the example and of its own text. */
export const FIXED = "there are no plans for November 12";

/** Nothing is sent home, and nothing is drawn. */
const ENVIRONMENT = { ...process.env, NEXT_TELEMETRY_DISABLED: "1", NO_COLOR: "1", CI: "1" };

/** Runs a program and returns what it prints. */
export function run(command, args, cwd) {
  const shell = process.platform === "win32" && command === "npm";
  try {
    return execFileSync(command, args, { cwd, env: ENVIRONMENT, encoding: "utf8", shell, stdio: "pipe" });
  } catch (error) {
    throw new Error(`${error.message}\n${error.stdout}`, { cause: error });
  }
}

/** The packages of a project that has nothing else to lay out. */
export function modulesOf(name) {
  const folder = join(CACHE, name);
  fs.mkdirSync(folder, { recursive: true });
  install(name, folder);
  return join(folder, "node_modules");
}

/** Lays a project out in the cache, with sources of its own or of a folder that several share, and returns its folder. */
export function layOut(name, sources = name) {
  const folder = join(CACHE, name);
  fs.mkdirSync(folder, { recursive: true });
  for (const entry of fs.readdirSync(folder)) {
    if (entry !== "node_modules" && !MANIFESTS.includes(entry)) fs.rmSync(join(folder, entry), { recursive: true });
  }
  install(name, folder);
  fs.cpSync(join(HERE, sources), folder, { recursive: true });
  fs.writeFileSync(join(folder, "example.js"), `${EXAMPLE}\nexport { checker };\n`);
  unpack(folder);
  return folder;
}

/** Installs what the lock file says, unless that was done before. */
function install(name, folder) {
  const from = (file) => join(file === ".npmrc" ? HERE : join(HERE, name), file);
  const installed = join(folder, "node_modules", ".package-lock.json");
  const isSame = (file) =>
    fs.existsSync(join(folder, file)) &&
    fs.readFileSync(join(folder, file), "utf8") === fs.readFileSync(from(file), "utf8");
  if (fs.existsSync(installed) && MANIFESTS.every(isSame)) return;
  for (const file of MANIFESTS) fs.copyFileSync(from(file), join(folder, file));
  run("npm", ["ci", "--no-audit", "--no-fund"], folder);
}

/** Unpacks the tarball that users get, as npm does. */
function unpack(folder) {
  const [{ filename }] = JSON.parse(run("npm", ["pack", "--json", "--pack-destination", folder], PACKAGE));
  const target = join(folder, "node_modules", "unglue");
  // What tools have made of an older one.
  for (const stale of ["unglue", ".vite", ".cache"])
    fs.rmSync(join(folder, "node_modules", stale), { recursive: true, force: true });
  fs.mkdirSync(target);
  run("tar", ["-xzf", filename, "-C", target, "--strip-components=1"], folder);
}

/** Starts a server that is a program of Node, and waits until it answers. Its port is the last argument, or in a variable. */
export async function serveWith(root, args, { portIn } = {}) {
  const port = await freePort();
  const env = portIn ? { ...ENVIRONMENT, [portIn]: port } : ENVIRONMENT;
  const server = spawn(process.execPath, portIn ? args : [...args, port], {
    cwd: root,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [server.stdout, server.stderr]) stream.on("data", (data) => (output += data));
  const address = `http://localhost:${port}/`;
  const ended = once(server, "exit");
  const stop = async () => {
    server.kill();
    await ended;
  };
  for (const end = Date.now() + 180_000; Date.now() < end; await new Promise((done) => setTimeout(done, 100))) {
    if (server.exitCode !== null) throw new Error(`the server ended:\n${output}`);
    if (
      await fetch(address).then(
        () => true,
        () => false,
      )
    )
      return { address, stop };
  }
  await stop();
  throw new Error(`the server does not answer:\n${output}`);
}

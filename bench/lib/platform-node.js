// Performs tasks in Node: each in a process of its own.

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const script = fileURLToPath(new URL("../in-node.js", import.meta.url));

export async function nodePlatform() {
  return {
    name: `Node ${process.version}`,
    perform(task, report, { timeoutMs }) {
      return new Promise((done, failed) => {
        const child = spawn(process.execPath, [script, JSON.stringify(task)], { stdio: ["ignore", "pipe", "inherit"] });
        let late = false;
        const timer = setTimeout(() => {
          late = true;
          child.kill("SIGKILL");
        }, timeoutMs);
        createInterface({ input: child.stdout }).on("line", (line) => report(JSON.parse(line)));
        child.on("error", failed);
        child.on("close", (status) => {
          clearTimeout(timer);
          if (status === 0 || late) done({ late });
          else failed(new Error(`the process for ${task.group} ${task.argument ?? ""} ended with status ${status}`));
        });
      });
    },
    async stop() {},
  };
}

// The client of a checker in a worker: what it is given, and workers that die or are silent.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mock, test } from "node:test";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { createChecker } from "unglue";
import { createWorkerChecker } from "unglue/worker";
import { WorkerChecker } from "../worker/client.js";
import { Service } from "../worker/service.js";
import { yieldToNode } from "../yield.js";
import { refused } from "./support/refused.js";
import { testWithChecker, withChecker } from "./support/with-checker.js";

const reference = await createChecker();

const fragile = { worker: new URL("support/fragile-thread.js", import.meta.url) };

/** What a reactive framework makes of a plain value: everything is reached through proxies, as deep as one goes. */
const reactive = (value) =>
  typeof value === "object" && value !== null
    ? new Proxy(value, { get: (target, key) => reactive(Reflect.get(target, key)) })
    : value;

/** Runs a program of its own, which must end by itself. */
function program(body) {
  const code = `import { createWorkerChecker } from "unglue/worker"; const checker = createWorkerChecker();\n${body}`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "--eval", code], {
    cwd: import.meta.dirname,
    encoding: "utf8",
    timeout: 60_000,
  });
  return { status, stdout, stderr };
}

testWithChecker("what a reactive framework wraps is taken as what it is", async (checker) => {
  await checker.addWords(reactive(["thereare"]));
  await checker.importPersonal(reactive({ words: ["ameeting"], ignored: ["ofany"] }));
  assert.deepEqual(await checker.exportPersonal(), { words: ["ameeting"], ignored: ["ofany"] });
  const text = "thereare plans on November12";
  const options = { caret: 0, protect: [[18, 28]] };
  assert.deepEqual(await checker.check(text, reactive(options)), reference.check(text, options));
  await checker.ignore(reactive(reference.check(text)[0]));
  assert.deepEqual((await checker.exportPersonal()).ignored, ["ofany", "thereare"]);
  const document = checker.open(text);
  await document.edit(reactive([{ from: 0, to: 0, insert: "Now " }]));
  assert.equal(document.marks.length, 1);
});

testWithChecker(
  "so are options",
  { words: reactive(["thereare"]), rules: reactive(["merged-words"]), source: undefined },
  async (checker) => {
    assert.deepEqual(await checker.check("thereare"), []);
  },
);

/** Arguments that are wrong: the call, its error, what that says. */
const WRONG = [
  ["a text that is none", (checker) => checker.check(1), TypeError, "the text must be a string, not a number"],
  ["options that are none", (checker) => checker.check("a", null), TypeError, "options must be an object"],
  [
    "options with a function",
    (checker) => checker.check("a", { caret: () => 1 }),
    TypeError,
    "check",
    "cannot be sent to the worker",
  ],
  [
    "a function in an array",
    (checker) => checker.check("a", { protect: [() => 1] }),
    TypeError,
    "check",
    "cannot be sent to the worker",
  ],
  ["options of `fix` that are none", (checker) => checker.fix("a", null), TypeError, "options must be an object"],
  [
    "words in a string",
    (checker) => checker.addWords("abc"),
    TypeError,
    "words must be an array of strings, not a string",
  ],
  ["no words", (checker) => checker.addWords(), TypeError, "words must be an array of strings, not undefined"],
  [
    "words to be removed in a string",
    (checker) => checker.removeWords("abc"),
    TypeError,
    "words must be an array of strings, not a string",
  ],
  [
    "a symbol among words",
    (checker) => checker.addWords([Symbol("a")]),
    TypeError,
    "addWords",
    "cannot be sent to the worker",
  ],
  [
    "a function as personal words",
    (checker) => checker.importPersonal({ words: () => {} }),
    TypeError,
    "importPersonal",
    "cannot be sent",
  ],
  ["nothing to ignore", (checker) => checker.ignore(null), TypeError, "not a diagnostic"],
  ["a caret outside", (checker) => checker.check("a", { caret: 2 }), RangeError, "offset 2"],
];

for (const [what, call, type, ...says] of WRONG) {
  testWithChecker(`${what}: refused, and all goes on`, async (checker) => {
    const promise = call(checker);
    assert.ok(promise instanceof Promise, "it is refused by the promise");
    await refused(promise, type, ...says);
    assert.equal(await checker.fix("thereare"), "there are");
  });
}

testWithChecker("options that are none are refused at once where a worker or a document is made", async (checker) => {
  refused(() => createWorkerChecker(null), TypeError, "options must be an object, not null");
  refused(() => checker.open("a", null), TypeError, "options must be an object, not null");
  refused(() => checker.open("a", { onChange: null }), TypeError, "options.onChange must be a function, not null");
  refused(() => checker.open("a", { onError: 5 }), TypeError, "options.onError must be a function, not a number");
});

testWithChecker("an edit that is none is refused at once, and leaves the document as it was", async (checker) => {
  const document = checker.open("thereare");
  for (const wrong of [undefined, null, 1, [null]])
    refused(() => document.edit(wrong), TypeError, "an edit must be an object with from, to, insert");
  assert.equal((await document.diagnostics()).length, 1);
  assert.equal(document.version, 0);
});

testWithChecker("a text that is none when it is asked for ends that document, and no other", async (checker) => {
  const errors = [];
  const document = checker.open(() => undefined, { onError: (error) => errors.push(error) });
  await refused(document.opened, TypeError, "the text must be a string, not undefined");
  assert.equal(errors.length, 1);
  assert.equal(await checker.fix("thereare"), "there are");
});

test("options that cannot be sent are told by everything that waits, and the program ends", async () => {
  const checker = createWorkerChecker({ words: () => {} });
  await refused(checker.ready, TypeError, "start", "cannot be sent to the worker");
  await refused(checker.fix("a"), TypeError, "cannot be sent to the worker");
  checker.terminate();
});

for (const [what, body] of [
  [
    "a refused argument",
    "await checker.ready; checker.check('a', { caret: () => 1 }).catch((error) => console.log(error.name));",
  ],
  [
    "a refused argument, and `terminate`",
    "checker.check('a', { caret: () => 1 }).catch((error) => console.log(error.name)); checker.terminate();",
  ],
  [
    "words that nobody waits for, and `terminate`",
    "checker.addWords(['a']); checker.check('a'); checker.terminate(); console.log('TypeError');",
  ],
  [
    "a call that is cancelled, and nobody waits for",
    "const stop = new AbortController(); checker.check('a', { signal: stop.signal }); stop.abort(); checker.fix('a', { signal: stop.signal }); console.log('TypeError');",
  ],
]) {
  test(`after ${what} a program ends, without a complaint`, () => {
    assert.deepEqual(program(body), { status: 0, stdout: "TypeError\n", stderr: "" });
  });
}

testWithChecker("errors keep their names on the way", fragile, async (checker) => {
  for (const name of ["AbortError", "TimeoutError", "RangeError", "TypeError", "SyntaxError"]) {
    await assert.rejects(checker.check(`THROW ${name}`), (error) => {
      assert.equal(error.name, name);
      assert.equal(error.message, "as asked");
      assert.equal(error instanceof DOMException, name === "AbortError" || name === "TimeoutError");
      return true;
    });
  }
});

const script = new URL("../worker/thread-node.js", import.meta.url);
for (const [what, worker] of [
  ["address", script],
  ["address in a string", script.href],
  ["path", fileURLToPath(script)],
]) {
  testWithChecker(`the script is given by its ${what} as well`, { worker }, async (checker) => {
    assert.equal(await checker.fix("thereare"), "there are");
  });
}

test("a worker that cannot be made is told by everything that waits, and the next call tries again", async () => {
  let starts = 0;
  const worker = () => {
    if (starts++ < 2) throw new Error("no workers today");
    return new Worker(new URL("../worker/thread-node.js", import.meta.url));
  };
  const checker = createWorkerChecker({ worker });
  await refused(checker.fix("thereare"), Error, "cannot be started", "no workers today");
  assert.equal(await checker.fix("thereare"), "there are");
  assert.equal(starts, 3);
  checker.terminate();
});

test("a worker that ends again and again with nothing to do is not started for ever", async () => {
  let starts = 0;
  let fails;
  const failed = new Promise((done) => {
    fails = done;
  });
  // It ends once the document is open.
  const script = `
    const { parentPort } = require("node:worker_threads");
    const post = parentPort.postMessage.bind(parentPort);
    let answers = 0;
    parentPort.postMessage = (message) => {
      post(message);
      if (message.id !== undefined && ++answers === 2) setTimeout(() => process.exit(4), 10);
    };
    import(${JSON.stringify(new URL("../worker/thread-node.js", import.meta.url))});
  `;
  const worker = () => {
    starts += 1;
    if (starts > 3) fails(new Error("it is started for ever"));
    return new Worker(script, { eval: true });
  };
  const checker = createWorkerChecker({ worker });
  checker.open("thereare", { onError: fails });
  // A worker with nothing to do does not hold the program.
  const hold = setInterval(() => {}, 1_000);
  assert.match((await failed).message, /crashed .*ended with 4/);
  clearInterval(hold);
  assert.ok(starts <= 3, `${starts} starts`);
  checker.terminate();
});

/** Lets a second of the client's clock pass, and as much of the worker's time as it needs for an answer. */
async function second(worker) {
  mock.timers.tick(1_000);
  if (worker) await new Promise((done) => worker.once("message", done));
}

for (const silent of ["HANG", "DEAF"]) {
  test(`a worker that is silent (${silent}) is ended after half a minute, and a new one goes on`, async () => {
    mock.timers.enable({ apis: ["setInterval"] });
    const restarts = [];
    try {
      await withChecker({ ...fragile, onRestart: (error) => restarts.push(error) }, async (checker) => {
        const document = checker.open("They said thereare none.");
        await checker.addWords(["ameeting"]);
        const call = refused(checker.check(`${silent} thereare`), Error, "crashed", "no sign of life for 30 s");
        const waits = checker.check("thereare ameeting");
        for (let seconds = 0; seconds < 30; seconds++) mock.timers.tick(1_000);
        assert.deepEqual(restarts, [], "not before");
        mock.timers.tick(1_000);
        await call;
        assert.equal(restarts.length, 1);
        assert.equal((await waits).length, 1);
        assert.equal((await document.diagnostics()).length, 1);
      });
    } finally {
      mock.timers.reset();
    }
  });
}

test("one that works, or has nothing to do, is let be", async () => {
  mock.timers.enable({ apis: ["setInterval"] });
  let thread;
  const worker = () => {
    thread = new Worker(fragile.worker);
    return thread;
  };
  try {
    await withChecker({ worker, onRestart: (error) => assert.fail(error) }, async (checker) => {
      await checker.ready;
      // Nothing waits: nobody asks.
      for (let seconds = 0; seconds < 100; seconds++) await second();
      const answer = checker.check("SLOW thereare");
      for (let seconds = 0; seconds < 150; seconds++) await second(thread);
      thread.postMessage({ call: "wake" });
      assert.equal((await answer).length, 1);
    });
  } finally {
    mock.timers.reset();
  }
});

test("one whose script takes long to come has two minutes", async () => {
  mock.timers.enable({ apis: ["setInterval"] });
  const worker = () => new Worker("setInterval(() => {}, 1000)", { eval: true });
  try {
    const checker = createWorkerChecker({ worker });
    const call = refused(checker.fix("thereare"), Error, "no sign of life for 120 s");
    for (let seconds = 0; seconds <= 120; seconds++) mock.timers.tick(1_000);
    await call;
    checker.terminate();
  } finally {
    mock.timers.reset();
  }
});

test("a worker that went to sleep is woken by the next call, with the same texts and words", async () => {
  /** Starts a service in this thread, which `sleep` ends as a browser ends an extension's background. */
  let sleep;
  let started = 0;
  const worker = () => {
    started += 1;
    let asleep = false;
    sleep = () => (asleep = true);
    const channel = {
      postMessage: (message) => (asleep ? channel.onclose() : service.receive(message)),
      terminate: () => {},
    };
    const service = new Service(createChecker, (data) => asleep || channel.onmessage?.({ data }), yieldToNode);
    return channel;
  };
  const restarts = [];
  const checker = new WorkerChecker(worker, { onRestart: (error) => restarts.push(error) });
  const document = checker.open("They said thereare plans ofany kind.");
  await document.opened;
  await checker.addWords(["ofany"]);
  const found = () => document.marks.map(({ from }) => from);
  assert.deepEqual(found(), [10]);
  // By an edit, by a call about no text, and more often than a worker may crash.
  for (let nth = 0; nth < 4; nth++) {
    sleep();
    await document.edit({ from: 0, to: 0, insert: "So " });
    await document.diagnostics();
    assert.deepEqual(found(), [13 + 3 * nth]);
    sleep();
    assert.equal(await checker.fix("thereare plans ofany kind"), "there are plans ofany kind");
    await document.diagnostics();
    assert.deepEqual(found(), [13 + 3 * nth]);
  }
  sleep();
  assert.deepEqual((await checker.exportPersonal()).words, ["ofany"]);
  assert.equal(started, 10);
  assert.deepEqual(restarts, []);
  checker.terminate();
});

using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [(name = "main", worker = .worker)],
  sockets = [(name = "http", service = "main")],
);

const worker :Workerd.Worker = (
  modules = [
    (name = "worker.js", esModule = embed "bundle/worker.js"),
    (name = "unglue/unglue.wasm", wasm = embed "node_modules/unglue/wasm/unglue_bg.wasm"),
  ],
  compatibilityDate = "2026-01-01",
);

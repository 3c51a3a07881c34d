import { mount as mountSvelte, unmount } from "svelte";
import { createWorkerChecker } from "unglue/worker";
import { createApp, markRaw } from "vue";
import SvelteField from "./Field.svelte";
import VueField from "./Field.vue";
import { mount as mountReact } from "./react.jsx";

const checker = createWorkerChecker();
const MOUNTS = {
  React: (place) => mountReact(place, checker),
  Vue(place) {
    const app = createApp(VueField, { checker: markRaw(checker) });
    app.mount(place);
    return () => app.unmount();
  },
  Svelte(target) {
    const field = mountSvelte(SvelteField, { target, props: { checker } });
    return () => void unmount(field);
  },
};

const place = document.querySelector("main");
Object.assign(globalThis, {
  mount: (name) => (globalThis.unmountField = MOUNTS[name](place)),
  drawn: () =>
    [...document.querySelectorAll("unglue-layer")].flatMap((layer) =>
      [...layer.shadowRoot.querySelectorAll(".unglue-mark")].map(({ textContent }) => textContent),
    ),
  result: Object.keys(MOUNTS),
});

// The entry of what the adapters share.

export { Session } from "./editor/session.js";

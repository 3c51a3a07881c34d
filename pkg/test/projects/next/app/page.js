// A server component, rendered when the project is built.

import { checker } from "../example.js";

export default function Page() {
  return <p>{checker.fix("thereare no plans for November12")}</p>;
}

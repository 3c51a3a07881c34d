import { StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";
import { useUnglue } from "./use-unglue.react.js";

function Field({ checker }) {
  const [text, setText] = useState("");
  const [field, attached] = useUnglue(checker);
  return (
    <>
      <textarea ref={field} value={text} onChange={(event) => setText(event.target.value)} />
      <output>{text}</output>
      <button type="button" name="set" onClick={() => setText("Here ofany form.")} />
      <button type="button" name="fix" onClick={() => attached.current.fixAll()} />
    </>
  );
}

export function mount(place, checker) {
  const root = createRoot(place);
  root.render(
    <StrictMode>
      <Field checker={checker} />
    </StrictMode>,
  );
  return () => root.unmount();
}

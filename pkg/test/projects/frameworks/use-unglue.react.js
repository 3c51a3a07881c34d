import { useEffect, useRef } from "react";
import { unglue } from "unglue/textarea";

export function useUnglue(checker) {
  const field = useRef(null);
  const attached = useRef(null);
  useEffect(() => {
    attached.current = unglue(field.current, { checker });
    return () => attached.current.destroy();
  }, [checker]);
  // Of what the state puts into the field no event tells.
  useEffect(() => attached.current.refresh());
  return [field, attached];
}

import { unglue } from "unglue/textarea";

export function unglued(field, { value, ...options }) {
  const attached = unglue(field, options);
  return { update: () => attached.refresh(), destroy: () => attached.destroy() };
}

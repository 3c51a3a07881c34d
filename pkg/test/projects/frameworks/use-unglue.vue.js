import { onBeforeUnmount, onMounted, onUpdated, useTemplateRef } from "vue";
import { unglue } from "unglue/textarea";

export function useUnglue(name, options) {
  const field = useTemplateRef(name);
  let attached;
  onMounted(() => (attached = unglue(field.value, options)));
  onUpdated(() => attached.refresh());
  onBeforeUnmount(() => attached.destroy());
  return { fixAll: () => attached.fixAll() };
}

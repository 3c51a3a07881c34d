// A Cloudflare Worker.
import { createChecker } from "unglue";

export default {
  async fetch(request) {
    const checker = await createChecker();
    return new Response(checker.fix(await request.text()));
  },
};

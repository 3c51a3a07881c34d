import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";

// No eval, no blob: or data: addresses, no other host.
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; worker-src 'self'";
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm" };

/** Serves a folder on a port of its own, as strictly as a careful host would, with `headers` of one's own. Returns its address and how to stop it. */
export async function serve(folder, { types = TYPES, policy = POLICY, headers = {} } = {}) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    if (pathname === "/favicon.ico") return response.writeHead(204).end();
    try {
      const body = await readFile(join(folder, pathname.endsWith("/") ? `${pathname}index.html` : pathname));
      response.writeHead(200, {
        "Content-Type": types[extname(pathname)] ?? (pathname.endsWith("/") ? "text/html" : "application/octet-stream"),
        "Content-Security-Policy": policy,
        ...headers,
      });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "localhost", resolve));
  return { address: `http://localhost:${server.address().port}/`, stop: () => server.close() };
}

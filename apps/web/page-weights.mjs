import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

/** `npm run weights -w apps/web`: the scripts that a page of the last build loads first, in kB, as they are and as they travel. */
const root = fileURLToPath(new URL('.', import.meta.url));
const inKb = (bytes) => (bytes / 1000).toFixed(1).padStart(8);
const pages = JSON.parse(readFileSync(join(root, '.next/diagnostics/route-bundle-stats.json'), 'utf8'));
for (const { route, firstLoadUncompressedJsBytes: bytes, firstLoadChunkPaths: paths } of pages) {
  const sent = paths.map((path) => gzipSync(readFileSync(join(root, path)), { level: 9 }).length);
  console.log(route.padEnd(32), inKb(bytes), inKb(sent.reduce((a, b) => a + b, 0)));
}

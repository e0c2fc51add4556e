import { execFileSync, spawnSync } from 'node:child_process';
import { createReadStream, existsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, extname, join, normalize } from 'node:path';
import type { Browser } from 'playwright-core';
import { messageOf } from '../tools/errors.mjs';
import { ROOT } from '../tools/stages.mjs';

/** What a model answers, by the names of its outputs; each as one list. */
export type Answers = Record<string, (number | string | boolean)[]>;

const flat = (answers: Record<string, unknown[]>) =>
  Object.fromEntries(
    Object.entries(answers).map(([name, values]) => [name, values.flat(Number.POSITIVE_INFINITY)]),
  ) as Answers;

/** @param code of an example; `records.json` and the model lie in the folder */
export function runNode(folder: string, code: string): Answers {
  writeFileSync(join(folder, 'example.mjs'), code);
  return flat(JSON.parse(execFileSync(process.execPath, ['example.mjs'], { cwd: folder, encoding: 'utf8' })));
}

/** A Python that has what the example needs, kept for the next time; or, in words, what is missing. */
export function findPython(): { python: string } | { missing: string } {
  const folder = join(ROOT, 'node_modules/.cache/querent-examples');
  const python = join(folder, 'bin/python');
  const has = () => spawnSync(python, ['-c', 'import numpy, onnxruntime']).status === 0;
  if (existsSync(python) && has()) return { python };
  try {
    execFileSync('python3', ['-m', 'venv', '--clear', folder], { stdio: 'pipe' });
    execFileSync(python, ['-m', 'pip', 'install', '--quiet', 'onnxruntime', 'numpy'], { stdio: 'pipe' });
    return { python };
  } catch (error) {
    const reason = messageOf(error).split('\n')[0];
    return { missing: `Python 3 with venv, pip and a package index that has onnxruntime: ${reason}` };
  }
}

export function runPython(python: string, folder: string, code: string): Answers {
  writeFileSync(join(folder, 'example.py'), code);
  return flat(JSON.parse(execFileSync(python, ['example.py'], { cwd: folder, encoding: 'utf8' })));
}

const TYPES: Record<string, string> = { '.html': 'text/html', '.mjs': 'text/javascript', '.wasm': 'application/wasm' };

/** Serves the folder with ONNX Runtime for the web beside it, as whoever puts the example on a site does. */
export async function runBrowser(browser: Browser, folder: string, code: string): Promise<Answers> {
  writeFileSync(join(folder, 'example.html'), code);
  const runtime = dirname(join(ROOT, 'node_modules/onnxruntime-web/dist/ort.wasm.min.mjs'));
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://x').pathname));
    const file = path.startsWith('/onnxruntime-web/') ? join(runtime, path.slice(16)) : join(folder, path);
    if (!existsSync(file)) return void response.writeHead(404).end();
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const page = await browser.newPage();
  try {
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/example.html`);
    await page
      .waitForFunction(() => document.querySelector('#answers')?.textContent, null, { timeout: 60_000 })
      .catch((cause) => {
        throw new Error(`The example in the browser gave no answer: ${errors.join('; ')}`, { cause });
      });
    return flat(JSON.parse((await page.locator('#answers').textContent()) ?? ''));
  } finally {
    await page.close();
    server.closeAllConnections();
    server.close();
  }
}

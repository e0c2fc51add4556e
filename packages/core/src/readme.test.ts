import { readFile } from 'node:fs/promises';
import { expect, it, vi } from 'vitest';
import * as core from './index.js';

async function runExample(place: number) {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  const code = [...readme.matchAll(/```js\n([\s\S]*?)```/g)][place]![1]!;
  const body = code.replace(/import (\{[\s\S]*?\}) from '@querent\/core';/, 'const $1 = core;');
  const log = vi.fn();
  const run = new Function('core', 'console', `return (async () => {${body}})();`);
  await run(core, { log });
  return log;
}

it('the example of the README runs, and its model knows the points that it was shown', async () => {
  expect(await runExample(0)).toHaveBeenCalledWith(expect.any(String), expect.any(Number), 1);
});

it('the example of the encoders runs', async () => {
  expect(await runExample(1)).toHaveBeenCalledWith(2, [256], expect.stringMatching(/^hashed-ngrams-/));
});

import { readFile } from 'node:fs/promises';
import { expect, it, vi } from 'vitest';
import * as core from './index.js';

it('the example of the README runs, and its model knows the points that it was shown', async () => {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  const code = /```js\n([\s\S]*?)```/.exec(readme)![1]!;
  const body = code.replace(/import (\{[\s\S]*?\}) from '@querent\/core';/, 'const $1 = core;');
  const log = vi.fn();
  const run = new Function('core', 'console', `return (async () => {${body}})();`);
  await run(core, { log });
  expect(log).toHaveBeenCalledWith(expect.any(String), expect.any(Number), 1);
});

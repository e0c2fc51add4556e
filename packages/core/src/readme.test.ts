import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { describe, expect, it, vi } from 'vitest';
import * as acquisitions from './acquisitions/index.js';
import * as core from './index.js';
import * as selections from './selections/index.js';

const entries: Record<string, object> = {
  '@querent/core': core,
  '@querent/core/acquisitions': acquisitions,
  '@querent/core/selections': selections,
};
const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
const [short, long, texts] = [...readme.matchAll(/```js\n([\s\S]*?)```/g)].map(([, code]) => code!);

/** Runs an example on these sources. @returns what it prints */
async function run(code: string): Promise<unknown[][]> {
  const body = code.replace(/import (\{[\s\S]*?\}) from '([^']*)';/g, "const $1 = entries['$2'];");
  const log = vi.fn();
  await new Function('entries', 'console', `return (async () => {${body}})();`)(entries, { log });
  return log.mock.calls;
}

describe('the example of ten lines', () => {
  it('has no more', () => {
    expect(short!.trim().split('\n').length).toBeLessThanOrEqual(10);
  });

  it('asks about the records that the draws disagree about', async () => {
    const [[scores], [batch]] = (await run(short!)) as [[Float64Array], [{ index: number }[]]];
    expect(scores).toHaveLength(4);
    expect(scores[1]).toBeCloseTo(0, 12);
    expect(Math.min(scores[2]!, scores[3]!)).toBeGreaterThan(10 * Math.max(scores[0]!, scores[1]!));
    expect(batch.map(({ index }) => index).sort()).toEqual([2, 3]);
  });

  it('runs in Node as it stands', async () => {
    const flags = ['--import', 'tsx', '--conditions=source', '--input-type=module', '-e', short!];
    const { stdout } = await promisify(execFile)(process.execPath, flags);
    expect(stdout).toMatch(/^Float64Array\(4\)/);
    expect(stdout).toContain('index: 2');
  });
});

it('the long example runs, and its model knows the points that it was shown', async () => {
  const [printed] = await run(long!);
  expect(printed).toEqual([expect.any(String), expect.any(Number), 1]);
});

it('the example of the encoders runs', async () => {
  expect(await run(texts!)).toEqual([[2, [256], expect.stringMatching(/^hashed-ngrams-/)]]);
});

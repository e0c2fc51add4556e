import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { inLines, readVitest } from './results.ts';
import { ROOT } from './stages.mjs';

const folder = mkdtempSync(join(tmpdir(), 'querent-results-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('what failed is told once more at the end, a file that cannot be loaded too', () => {
  const file = join(folder, 'vitest.json');
  const test = (fullName: string, reason?: string) => ({
    ...{ fullName, status: reason ? 'failed' : 'passed', failureMessages: reason ? [reason] : [] },
  });
  const testResults = [
    { name: `${ROOT}/a.test.ts`, status: 'failed', message: '', assertionResults: [test('one'), test('two', 'E: 1')] },
    { name: `${ROOT}/b.test.ts`, status: 'failed', message: 'No such module', assertionResults: [] },
    { name: `${ROOT}/c.test.ts`, status: 'passed', message: '', assertionResults: [test('three')] },
  ];
  writeFileSync(file, JSON.stringify({ numPassedTests: 2, numFailedTests: 1, testResults }));
  const { failures, ...counts } = readVitest(file);
  expect(counts).toEqual({ passed: 2, failed: 2 });
  expect(inLines(failures)).toBe('\n✗ a.test.ts: two\n    E: 1\n\n✗ b.test.ts\n    No such module\n');
});

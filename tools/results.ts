import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { ROOT } from './stages.mjs';

/** What a run of tests came to. */
export interface Results {
  passed: number;
  failed: number;
  failures: Failure[];
}
interface Failure {
  name: string;
  reason: string;
}

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { fullName: string; status: string; failureMessages: string[] | null }[];
  }[];
}

/** The report of Vitest. A file that cannot be loaded has failed without a test. */
export function readVitest(file: string): Results {
  const report: VitestReport = JSON.parse(readFileSync(file, 'utf8'));
  const failures = report.testResults.flatMap(({ name: path, status, message, assertionResults }) => {
    const name = relative(ROOT, path);
    const failed = assertionResults.filter((test) => test.status === 'failed');
    if (failed.length === 0 && status === 'failed') return [{ name, reason: message }];
    return failed.map(({ fullName, failureMessages }) => ({
      name: `${name}: ${fullName}`,
      reason: failureMessages?.[0] ?? '',
    }));
  });
  return { passed: report.numPassedTests, failed: Math.max(report.numFailedTests, failures.length), failures };
}

/** What the journeys have left. */
export const readJourneys = (file: string): Results => JSON.parse(readFileSync(file, 'utf8'));

const MOST_LINES = 12;
const beginning = (text: string) => text.trim().split('\n').slice(0, MOST_LINES).join('\n').replaceAll(/^/gm, '    ');

/** What failed, once more at the end, where whoever looks at a long log looks first. */
export const inLines = (failures: Failure[]): string =>
  failures.map(({ name, reason }) => `\n✗ ${name}\n${beginning(reason)}\n`).join('');

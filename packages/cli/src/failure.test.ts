import { ApiError, ERRORS, keysOf, problemOf } from '@querent/contracts';
import { expect, it } from 'vitest';
import { CliError, EXIT, failureOf } from './failure.js';

const of = (code: keyof typeof ERRORS) =>
  failureOf(new ApiError('GET /me', problemOf(code, 'So it is. Do that.', 'r')), 'http://a');

it.each(keysOf(ERRORS))('%s ends with a code of the table and words', (code) => {
  const { exitCode, message } = of(code);
  expect(Object.values(EXIT)).toContain(exitCode);
  expect(exitCode).not.toBe(EXIT.failed);
  expect(message).toMatch(
    code === 'unreadable' ? /same version/ : code === 'not_signed_in' ? /querent login/ : /So it is/,
  );
});

it.each([
  ['key_invalid', EXIT.signIn],
  ['key_not_allowed', EXIT.notAllowed],
  ['project_not_found', EXIT.notFound],
  ['round_running', EXIT.refused],
  ['file_unreadable', EXIT.refused],
  ['unavailable', EXIT.away],
  ['too_many_attempts', EXIT.away],
] as const)('%s ends with %i', (code, exit) => expect(of(code).exitCode).toBe(exit));

it('a server that is away is named with what to do', () => {
  const away = new ApiError('GET /me', null, {
    cause: new TypeError('fetch failed', { cause: Object.assign(new Error(), { code: 'ECONNREFUSED' }) }),
  });
  expect(failureOf(away, 'http://a').message).toMatch(/Nothing answers at http:\/\/a \(ECONNREFUSED\).*--url/);
});

it('what was stopped by Ctrl-C is said to be stopped, wherever it was', () => {
  const stopped = new CliError('Stopped.', EXIT.interrupted);
  expect(failureOf(new ApiError('GET /me', null, { cause: stopped }), 'http://a')).toBe(stopped);
});

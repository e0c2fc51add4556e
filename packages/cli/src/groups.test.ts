import { expect, it, vi } from 'vitest';
import { makeProgram } from './program.js';

async function saidTo(...line: string[]): Promise<string> {
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    await expect(makeProgram().parseAsync(line, { from: 'user' })).rejects.toThrow();
    return write.mock.calls.map(([text]) => String(text)).join('');
  } finally {
    write.mockRestore();
  }
}

it('a command that is not there is called so, beside those that are', async () => {
  expect(await saidTo('rounds', 'stop', 'X')).toMatch(
    /^error: "rounds" has no command "stop"\. There are: list, start, wait, cancel, retry\n/,
  );
  expect(await saidTo('models', 'remove', 'X')).toMatch(/"models" has no command "remove".*serve, pin, unpin\n/);
  expect(await saidTo('projects', 'show', 'X')).toMatch(/"projects" has no command "show".*create, status, delete\n/);
  expect(await saidTo('rounds', 'list', 'X', 'Y')).toMatch(/^error: too many arguments: Y\n/);
});

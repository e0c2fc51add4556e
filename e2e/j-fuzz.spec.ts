import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { NoPython } from '../tools/python-tools.ts';
import { fuzzApi, schemathesis } from './fuzzing.ts';

describe('the API, tried by Schemathesis', () => {
  it('does what its document says, whatever it is sent', async (context) => {
    let program: string;
    try {
      program = await schemathesis();
    } catch (error) {
      if (!(error instanceof NoPython)) throw error;
      return context.skip(error.message);
    }
    const short = ['--phases', 'examples,coverage', '--max-examples', '10', '--seed', '1', '--max-time', '120'];
    assert.deepEqual(await fuzzApi(program, short), []);
  });
});

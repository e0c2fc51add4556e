import { expect, it } from 'vitest';
import { makeProgram } from '../program.js';

it('an import where nobody can be asked wants to be told so, before anything is sent', async () => {
  await expect(makeProgram().parseAsync(['import', 'nowhere.csv'], { from: 'user' })).rejects.toThrow(/Say --yes/);
});

import { expect, it } from 'vitest';
import { EVERY_LIKELIHOOD } from '../suitable.js';
import { defaultsFor } from './defaults.js';
import { reasonsFor } from './reasons.js';

it('every default has a reason that goes on after “because”', () => {
  for (const likelihood of EVERY_LIKELIHOOD)
    for (const kind of ['image', 'text', 'row', 'vector'] as const) {
      const reasons = reasonsFor(likelihood, kind);
      expect(Object.keys(reasons)).toEqual(expect.arrayContaining(Object.keys(defaultsFor(likelihood, kind))));
      for (const reason of Object.values(reasons)) expect(reason).toMatch(/^[a-z].{20,}[^.]$/);
    }
});

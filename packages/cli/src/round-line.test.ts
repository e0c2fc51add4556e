import { EXAMPLES } from '@querent/contracts/openapi';
import { expect, it } from 'vitest';
import { roundLine } from './round-line.js';
import { openTerminal } from './terminal.js';
import { waitUntil } from './waiting.js';

it('a round that is said to be open is not said so twice', () => {
  const { response } = EXAMPLES['GET /rounds/{roundId}'];
  const cold = { ...response, number: 0, state: 'open' as const, figures: [], error: null };
  expect([roundLine(cold), roundLine(cold, true)]).toEqual(['cold start, open', 'cold start']);
});

it('where time is up it is said how far all is', async () => {
  const terminal = openTerminal({ isJson: false, isQuiet: true, signal: new AbortController().signal });
  const progressOf = () => ({ isThere: false, what: 'Labelling', share: 0.3, beside: '3 of 10 labels' });
  const look = async () => null;
  await expect(waitUntil({ terminal, look, progressOf, timeoutSeconds: 0 })).rejects.toThrow(
    'Time is up after 0 s. This far: Labelling, 3 of 10 labels. It goes on',
  );
});

import { expect, it } from 'vitest';
import { isSignedOutNow, noteAnswer } from './signed-out';

it('a refusal says that nobody is signed in, an answer that somebody is, and other errors nothing', () => {
  const after = (...answers: number[]) => {
    noteAnswer(200);
    for (const status of answers) noteAnswer(status);
    return isSignedOutNow();
  };
  expect([after(), after(401), after(401, 503), after(401, 200), after(404)]).toEqual([
    false,
    true,
    true,
    false,
    false,
  ]);
});

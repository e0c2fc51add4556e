import { expect, it } from 'vitest';
import { listen, say } from './say';

it('what is said before anybody listens is told as soon as somebody does, once', () => {
  say('Saved.');
  const told: string[] = [];
  const leave = listen((text) => told.push(text));
  say('Removed.');
  leave();
  say('Later.');
  listen((text) => told.push(text));
  expect(told).toEqual(['Saved.', 'Removed.', 'Later.']);
});

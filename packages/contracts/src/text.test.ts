import { describe, expect, it } from 'vitest';
import { AcceptInvitation, UpdateMe, UpdateProject } from './index.js';

describe('a name, of a person or of a project', () => {
  const rest = { token: 'token', email: 'a@example.org', password: 'long enough indeed' };
  const takes = (name: string) => {
    const all = [
      UpdateMe.safeParse({ name }).success,
      UpdateProject.safeParse({ name }).success,
      AcceptInvitation.safeParse({ ...rest, name }).success,
    ];
    expect(new Set(all).size).toBe(1);
    return all[0]!;
  };
  it.each([
    ['is empty', ''],
    ['is blank', ' \u00a0\ufeff '],
    ['has no width', '\u200b'],
    ['only joins', '\u200d\u2060\u00ad'],
    ['only fills', '\u3164\u115f\u2800'],
    ['only marks a letter that is not there', '\u0301\ufe0f'],
    ['turns the writing direction', '\u202egnp.txt'],
    ['isolates a direction', 'a\u2066b'],
    ['is several lines', 'a\nb'],
    ['ends its line by other means', 'a\u2028b'],
    ['holds a tab', 'a\tb'],
    ['colours a terminal', 'a\u001b[31m'],
    ['holds a control character beyond ASCII', 'a\u009bb'],
  ])('that %s is refused', (_, name) => {
    expect(takes(name)).toBe(false);
  });

  it.each([
    'Ann Other',
    'Zoë O’Neil-Łuczak',
    '李小龍',
    'محمد',
    'שרה ב\u200eA',
    'नेहा',
    'می\u200cخواهم',
    '👩\u200d🔬',
    'Digits 2 (new)',
    '?',
  ])('%s is taken', (name) => {
    expect(takes(name)).toBe(true);
  });

  it('that is not to be seen is asked for in words', () => {
    const { error } = UpdateMe.safeParse({ name: '\u200b' });
    expect(error!.issues.map(({ message }) => message)).toEqual(['Please give your name']);
  });
});

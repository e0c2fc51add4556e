import { expect, it } from 'vitest';
import { backPath } from './back-path';

const origin = 'http://127.0.0.1:3000';

it('signing in leads back to the page that was asked for', () => {
  expect(backPath('/projects/a/label?x=1', origin)).toBe(`${origin}/projects/a/label?x=1`);
  expect(backPath(null, origin)).toBe('/');
});

it('a path that begins with two slashes after all stays on this site', () => {
  for (const back of ['/.//evil.example', `${origin}//evil.example`])
    expect(new URL(backPath(back, origin), origin).origin).toBe(origin);
});

it.each(['//evil.example', '/\\evil.example', '/\t/evil.example', 'https://evil.example/x', 'javascript:alert(1)'])(
  'signing in never leads to another site: %j',
  (back) => expect(backPath(back, origin)).toBe('/'),
);

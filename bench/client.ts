import type { Person } from '@querent/contracts';
import { answersOf } from '../e2e/answers.ts';
import type { Answer } from '../e2e/api.ts';

/** A person of a running Querent without a browser. */

/** Makes an account by a one-time link. @returns the person's id and the cookie of the session */
export async function signUp(address: string, link: string, name = 'ada') {
  const response = await fetch(`${address}/api/v1/invitations/accept`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: address },
    body: JSON.stringify({
      token: new URL(link, address).searchParams.get('token'),
      name,
      email: `${name}@example.org`,
      password: 'correct horse battery',
    }),
  });
  if (!response.ok) throw new Error(`No account could be made: ${await response.text()}`);
  const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
  const { id }: Person = await response.json();
  return { cookie: cookies.join('; '), id };
}

export type Api = ReturnType<typeof apiOf>;

/** Calls the API; a refusal is thrown. */
export const apiOf =
  (address: string, cookie: string) =>
  async <Method extends string, Path extends string>(
    method: Method,
    path: Path,
    data?: object,
  ): Promise<Answer<Method, Path>> => {
    const response = await fetch(`${address}/api/v1${path}`, {
      method,
      headers: { cookie, origin: address, ...(data ? { 'content-type': 'application/json' } : {}) },
      ...(data ? { body: JSON.stringify(data) } : {}),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };

/**
 * Answers questions rightly, as the page does.
 *
 * @param answerKey the right answer to a record by its name, as people write it
 */
export async function labelMany(api: Api, projectId: string, answerKey: (name: string) => unknown, count: number) {
  const answerOf = answersOf(await api('GET', `/projects/${projectId}`));
  for (let left = count; left > 0; ) {
    const { cards } = await api('POST', `/projects/${projectId}/hand`, { count: Math.min(10, left) });
    for (const { recordId, roundId, name } of cards.slice(0, left)) {
      await api('POST', `/projects/${projectId}/annotations`, {
        ...{ recordId, roundId, outcome: 'label', answer: answerOf(answerKey(name)), seconds: 1 },
        idempotencyKey: `key-${recordId}`,
      });
      left--;
    }
  }
}

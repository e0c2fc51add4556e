/** A person of a running Querent without a browser. */

/** Makes an account by a one-time link. @returns the person's id and the cookie of the session */
export async function signUp(address, link, name = 'ada') {
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
  return { cookie: cookies.join('; '), id: (await response.json()).id };
}

/** Calls the API; a refusal is thrown. */
export const apiOf = (address, cookie) => async (method, path, data) => {
  const response = await fetch(`${address}/api/v1${path}`, {
    method,
    headers: { cookie, origin: address, ...(data ? { 'content-type': 'application/json' } : {}) },
    ...(data ? { body: JSON.stringify(data) } : {}),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return response.json();
};

/** Answers questions rightly, as the page does. */
export async function labelMany(api, projectId, answerKey, count) {
  for (let left = count; left > 0; ) {
    const { cards } = await api('POST', `/projects/${projectId}/hand`, { count: Math.min(10, left) });
    for (const { recordId, roundId, name } of cards.slice(0, left)) {
      const answer = { recordId, roundId, outcome: 'label', label: Number(answerKey(name)), seconds: 1 };
      await api('POST', `/projects/${projectId}/annotations`, { ...answer, idempotencyKey: `key-${recordId}` });
      left--;
    }
  }
}

import { describe, expect, it } from 'vitest';
import { bodyBytes, heardToItsEnd } from './body-bytes';

/** A request of so many pieces, and how many were taken. */
function sending(pieces: number) {
  const seen = { taken: 0 };
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (seen.taken === pieces) return controller.close();
        seen.taken++;
        controller.enqueue(new Uint8Array(1_000));
      },
    },
    { highWaterMark: 0 },
  );
  const request = new Request('http://querent/', { method: 'POST', body, duplex: 'half' } as RequestInit);
  return { request, seen };
}

describe('a body that is refused', () => {
  const refused = new Error('There is no such round.');

  it('before anybody has read it is taken to its end first, so that its sender hears why', async () => {
    const { request, seen } = sending(5);
    await expect(heardToItsEnd(request, () => Promise.reject(refused))).rejects.toBe(refused);
    expect(seen.taken).toBe(5);
  });

  it('after a part was read is taken to its end by its reader', async () => {
    const { request, seen } = sending(5);
    const work = async () => {
      for await (const _ of bodyBytes(request.body, 'broken off')) throw refused;
    };
    await expect(heardToItsEnd(request, work)).rejects.toBe(refused);
    expect(seen.taken).toBe(5);
  });

  it('is none where there is nothing to read', async () => {
    const request = new Request('http://querent/', { method: 'POST' });
    await expect(heardToItsEnd(request, () => Promise.reject(refused))).rejects.toBe(refused);
    expect(await heardToItsEnd(request, async () => 7)).toBe(7);
  });
});

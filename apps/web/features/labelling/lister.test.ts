import { describe, expect, it, vi } from 'vitest';
import { createLister } from './lister';

/** Requests that are answered when the test says so. */
function setUp() {
  const replies: ((list: string[] | Error) => void)[] = [];
  const request = vi.fn(
    () => new Promise<string[]>((yes, no) => replies.push((list) => (list instanceof Error ? no(list) : yes(list)))),
  );
  const state = { version: 1 };
  const take = vi.fn();
  return { replies, request, state, take, lister: createLister(request, () => state.version, take) };
}

describe('the list of the last answers', () => {
  it('is asked for once however many want it, and once more for those who came meanwhile', async () => {
    const { replies, request, take, lister } = setUp();
    const [first, second] = [lister.ask(), lister.ask()];
    replies[0]?.(['old']);
    await vi.waitFor(() => expect(request).toHaveBeenCalledTimes(2));
    replies[1]?.(['new']);
    expect(await Promise.all([first, second])).toEqual([['new'], ['new']]);
    expect(take.mock.calls).toEqual([[['new']]]);
    expect(lister.pending()).toBeNull();
  });

  it('is asked for again where an answer was stored or taken back while it was on its way', async () => {
    const { replies, request, state, take, lister } = setUp();
    const asked = lister.ask();
    state.version++;
    replies[0]?.(['without the answer']);
    await vi.waitFor(() => expect(request).toHaveBeenCalledTimes(2));
    replies[1]?.(['with it']);
    expect(await asked).toEqual(['with it']);
    expect(take).toHaveBeenCalledOnce();
  });

  it('leaves what is known where the server does not answer', async () => {
    const { replies, take, lister } = setUp();
    const asked = lister.ask();
    replies[0]?.(new Error('offline'));
    expect(await asked).toBeNull();
    expect(take).not.toHaveBeenCalled();
  });
});

import { describe, expect, it } from 'vitest';
import { memory } from '@/features/shell/browser-storage.fixtures';
import { forgetAtSignOut } from '@/features/shell/until-sign-out';
import { openDraftStore } from './draft-store';
import { openOutbox } from './outbox';
import { give } from './outbox.fixtures';

describe('what is chosen and not sent', () => {
  const [one, two] = [{ classIds: ['c0'] }, { text: '12,' }];

  it('is kept by person, project and record', () => {
    const storage = memory();
    openDraftStore(storage, 'eve.p1').follow({}, { r1: one, r2: two });
    expect(openDraftStore(storage, 'eve.p1').read()).toEqual({ r1: one, r2: two });
    for (const scope of ['ann.p1', 'eve.p2', 'eve.p']) expect(openDraftStore(storage, scope).read()).toEqual({});
  });

  it('is written as it changes, and forgotten with its card', () => {
    const storage = memory();
    const store = openDraftStore(storage, 'eve.p1');
    store.follow({}, { r1: one, r2: two });
    store.follow({ r1: one, r2: two }, { r1: two });
    expect(store.read()).toEqual({ r1: two });
    store.follow({ r1: two }, { r1: two, r3: one });
    store.keepOnly(['r3', 'r4']);
    expect(store.read()).toEqual({ r3: one });
  });

  it('does not come back as it was before, where the browser has no room for what it is now', () => {
    const storage = memory();
    const store = openDraftStore(storage, 'eve.p1');
    store.follow({}, { r1: one });
    storage.setItem = () => {
      throw new Error('There is no room.');
    };
    store.follow({ r1: one }, { r1: two });
    expect(store.read()).toEqual({});
  });

  it('is forgotten at sign-out, whoever chose it; answers that wait are not', () => {
    const storage = memory();
    openDraftStore(storage, 'eve.p1').follow({}, { r1: one });
    openDraftStore(storage, 'ann.p2').follow({}, { r1: one });
    const outbox = openOutbox(storage, 'eve.p1');
    give(outbox, 1);
    forgetAtSignOut(storage);
    expect(openDraftStore(storage, 'eve.p1').read()).toEqual({});
    expect(storage.length).toBe(1);
    expect(outbox.read().waiting).toHaveLength(1);
  });
});

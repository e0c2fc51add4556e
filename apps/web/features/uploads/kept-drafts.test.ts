import { expect, it } from 'vitest';
import { memory } from '@/features/shell/browser-storage.fixtures';
import { forgetAtSignOut } from '@/features/shell/until-sign-out';
import { findDraft, keepDraft } from './kept-drafts';
import { forgetUpload } from './kept-uploads';

const HOUR = 3_600_000;

it('what was chosen of a file is there until that is a project or thrown away, its person signs out, or it is long gone', () => {
  const storage = memory();
  keepDraft('u1', { name: 'One' }, storage, 0);
  keepDraft('u1', { name: 'Another' }, storage, HOUR);
  keepDraft('u2', { name: 'Two' }, storage, 48 * HOUR);
  expect([findDraft('u1', storage), findDraft('u2', storage)]).toEqual([{ name: 'Another' }, { name: 'Two' }]);
  keepDraft('u3', {}, storage, 50 * HOUR);
  expect(findDraft('u1', storage)).toBeNull();
  forgetUpload('u2', storage);
  expect([findDraft('u2', storage), findDraft('u3', storage)]).toEqual([null, {}]);
  forgetAtSignOut(storage);
  expect(storage.length).toBe(0);
});

it('no room is no reason to stop, and what another version wrote is passed over', () => {
  const storage = memory();
  storage.setItem('querent.until-sign-out.draft.u1', 'old');
  expect(findDraft('u1', storage)).toBeNull();
  const setItem = () => {
    throw new Error('full');
  };
  expect(() => keepDraft('u1', {}, { ...storage, setItem })).not.toThrow();
});

import { type RecordContent, type TaskKind, taskKinds } from '@querent/contracts';
import { describe, expect, it } from 'vitest';
import { zoomWayOf } from '@/record-kinds/image/zoom-keys';
import { recordViewOf } from '@/record-kinds/registry';
import { taskOf } from '@/task-kinds/classes.fixtures';
import { taskViewOf } from '@/task-kinds/registry';
import { keyRows } from './key-rows';
import { actionOf } from './keys';

const picture: RecordContent = { kind: 'image', url: '/a', width: 1, height: 1 };
const vector: RecordContent = { kind: 'vector', count: 1, numbers: [1], text: null, link: null, imageUrl: null };
const digits = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];
const noPress = { ctrlKey: false, metaKey: false, altKey: false, repeat: false };
const nowhere = { isInField: false, isHelpOpen: false, isOnControl: false };

function page(kind: TaskKind, ...classes: string[]) {
  const task = taskOf(kind, ...classes);
  const view = taskViewOf(task.settings);
  const ofTask = (key: string) => view.keys(key, task, view.draftOf(null));
  return {
    press: (key: string) => actionOf({ key, ...noPress, ...nowhere }, ofTask),
    keysFor: (content: RecordContent | null) =>
      keyRows(task, content, (key) => ofTask(key) !== null).map(({ key, text }) => [key, text.split(/[;,]/)[0]]),
  };
}
const [NEARER, ALL, SCROLL] = [
  'Bring the picture nearer',
  'Show all of the picture',
  'Read on in what is longer than the card',
];

describe('the list of keys', () => {
  it('names the keys of a picture that the task leaves to it', () => {
    expect(page('single_choice', 'cat', 'dog').keysFor(picture)).toEqual(
      expect.arrayContaining([
        ['+, −', NEARER],
        ['0', ALL],
      ]),
    );
    expect(page('single_choice', ...digits).keysFor(picture)).toContainEqual(['*', ALL]);
    const number = page('numeric').keysFor(picture);
    expect(number).toContainEqual(['+, _', NEARER]);
    expect(number).toContainEqual(['*', ALL]);
  });

  it.each(taskKinds.map(({ id }) => id as TaskKind))(
    'of %s has a key for every way of a picture that zooms',
    (kind) => {
      const { press } = page(kind, ...digits);
      for (const { ways } of recordViewOf(picture).legend(picture))
        for (const keys of ways) {
          const left = keys.filter((key) => press(key)?.type === 'card');
          expect(left.map(zoomWayOf)).toContain(zoomWayOf(keys[0]!));
        }
    },
  );

  it('names only what the card on the screen does', () => {
    const { keysFor } = page('single_choice', 'cat', 'dog');
    const of = (content: RecordContent | null) =>
      keysFor(content).flatMap(([, text]) => ([NEARER, ALL, SCROLL].includes(text!) ? [text] : []));
    expect(of(picture)).toEqual([NEARER, ALL]);
    expect(of(vector)).toEqual([SCROLL]);
    expect(of({ ...vector, imageUrl: '/b' })).toEqual([NEARER, ALL]);
    expect(of({ ...vector, imageUrl: '/b', text: 'x' })).toEqual([NEARER, ALL, SCROLL]);
    expect(of(null)).toEqual([]);
  });
});

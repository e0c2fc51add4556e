import { describe, expect, it } from 'vitest';
import { undoAnnotation } from '../index.js';
import { labelsFor } from '../rounds/round-records.js';
import { readTask } from '../tasks/project-task.js';
import { setUpAdding } from './adding.contract.js';
import { setUpUploads } from './uploading.contract.js';

const other = (count: number, places: string) =>
  `${count} ${count === 1 ? 'copy carries' : 'copies carry'} another label than the record with the same content, which keeps its own: ${places}.`;
const took = (count: number) => `${count} ${count === 1 ? 'record' : 'records'} had no label and took that of a copy.`;

describe('the label of a copy', () => {
  const { test, ann, make, add, records, countsOf, hand, className, answer } = setUpAdding();
  const learned = async (projectId: string) =>
    (await labelsFor(test().db, { projectId, records: 100 }, await readTask(test().db, projectId))).length;

  it('that is another is named by its place, be it in one sending or against what is there', async () => {
    const projectId = await make();
    const { notes, known } = await add(projectId, [
      { text: 'One', label: 'a' },
      { text: 'One', label: 'b' },
      { text: 'One', label: 'A ' },
      { text: 'One' },
    ]);
    expect([known, notes]).toEqual([3, [other(1, 'line 2 ("b")')]]);
    const again = ['b', 'c', 'b', 'a', 'c'].map((label) => ({ text: 'One', label }));
    expect((await add(projectId, again)).notes).toEqual([
      'All of these records were there already.',
      other(4, 'line 1 ("b"), line 2 ("c"), line 3 ("b") and 1 more'),
    ]);
    expect((await records(projectId)).map(({ label }) => label!.answerKey)).toEqual([await className(projectId, 'a')]);
  });

  it('is taken by a record without one as an answer of its source: nobody is asked any more, models learn from it', async () => {
    const projectId = await make();
    const first = await add(projectId, [
      { text: 'One' },
      { text: 'One', label: 'b' },
      { text: 'Two' },
      { text: 'Three' },
    ]);
    expect(first).toMatchObject({ added: 3, known: 1, notes: [took(1)] });
    expect(await countsOf(projectId)).toMatchObject({ labelled: 1, pool: 2, changed: 1 });
    const copies = [
      { text: 'Two', label: 'c' },
      { text: 'Two', label: 'a' },
      { text: 'Two', label: 'c' },
    ];
    const later = await add(projectId, copies, { source: 'the old tool' });
    expect(later.notes).toEqual(['All of these records were there already.', took(1), other(1, 'line 2 ("a")')]);
    const two = (await records(projectId))[1]!;
    expect(two).toMatchObject({ hasLabel: true, label: { origin: 'import', isNew: true } });
    expect(two.label!.answerKey).toBe(await className(projectId, 'c'));
    const given = await test().db.annotation.findMany({ where: { recordId: two.id } });
    expect(given).toMatchObject([{ source: 'import', sourceName: 'the old tool', annotatorId: null, roundId: null }]);
    expect(two.label!.annotationId).toBe(given[0]!.id);
    expect(await countsOf(projectId)).toMatchObject({ records: 3, labelled: 2, pool: 1, changed: 2 });
    expect((await hand(projectId)).cards.map(({ name }) => name)).toEqual(['record 3']);
    expect(await learned(projectId)).toBe(2);
  });

  it('is taken as a hidden key where that is what labels are, and the next one with another is named', async () => {
    const projectId = await make();
    await add(projectId, [{ text: 'One' }, { text: 'Two' }]);
    const { notes } = await add(projectId, [{ text: 'One', label: 'b' }], { labels: 'key' });
    expect(notes.at(-1)).toBe(took(1));
    const keys = await test().db.oracleAnswer.findMany({ where: { record: { projectId } } });
    expect(keys.map(({ answerKey }) => answerKey)).toEqual([await className(projectId, 'b')]);
    expect(await countsOf(projectId)).toMatchObject({ labelled: 0, pool: 2 });
    expect((await hand(projectId)).cards).toHaveLength(2);
    expect((await add(projectId, [{ text: 'One', label: 'a' }], { labels: 'key' })).notes.at(-1)).toBe(
      other(1, 'line 1 ("a")'),
    );
  });

  it('is not taken by what somebody answered, skipped or holds, nor by what is measured on; by one given back it is', async () => {
    const projectId = await make();
    await add(projectId, [
      ...['Answered', 'Undone', 'Held'].map((text) => ({ text })),
      { text: 'Measured', label: 'a', split: 'holdout' },
    ]);
    const { cards } = await hand(projectId);
    const [answered, undone] = ['record 1', 'record 2'].map((name) => cards.find((card) => card.name === name)!);
    const b = await className(projectId, 'b');
    await answer(projectId, answered!, b);
    const { id } = await answer(projectId, undone!, b);
    await undoAnnotation(ann(), { annotationId: id });
    await test().db.lease.deleteMany({ where: { recordId: undone!.recordId } });
    const copies = ['Answered', 'Undone', 'Held', 'Measured'].map((text) => ({ text, label: 'c' }));
    expect((await add(projectId, copies)).notes.slice(1)).toEqual([
      took(1),
      other(3, 'line 1 ("c"), line 3 ("c"), line 4 ("c")'),
    ]);
    const c = await className(projectId, 'c');
    const keys = (await records(projectId)).map(({ label }) => label?.answerKey ?? null);
    expect(keys).toEqual([b, c, null, await className(projectId, 'a')]);
  });
});

describe('an import of a file with copies', () => {
  const { upload, make, start, run, records, test } = setUpUploads();
  const COLUMNS = { columns: { text: 'text', label: 'label' } };
  const csvOf = (rows: string[][]) => ['text,label', ...rows.map((row) => row.join())].join('\n');

  it('names other labels, gives labels to what has none, and makes no class of a label that nobody takes', async () => {
    const rows = [
      ['One', 'a'],
      ['One', 'new'],
      ['Two', ''],
      ['Two', 'b'],
      ['Three', ''],
      ['Four', ''],
    ];
    const { id } = await make(await upload('a.csv', csvOf(rows)), { options: COLUMNS, newClasses: true });
    expect((await run(id)).notes).toEqual([took(1), other(1, 'line 3 ("new")')]);
    expect(await test().db.class.count({ where: { projectId: id } })).toBe(2);
    const more = [
      ['Three', 'third'],
      ['Three', 'third'],
      ['One', 'b'],
      ['Four', 'third'],
      ['Five', 'third'],
    ];
    await start(id, await upload('b.csv', csvOf(more)), { options: COLUMNS, newClasses: true });
    expect((await run(id)).notes).toEqual([took(2), other(1, 'line 4 ("b")')]);
    const third = await test().db.class.findFirstOrThrow({ where: { projectId: id, name: 'third' } });
    expect((await records(id)).slice(2).map(({ label }) => label!.answerKey)).toEqual(Array(3).fill(third.id));
  });

  it('counts them over all of its batches', async () => {
    const first = Array.from({ length: 3_000 }, (_, at) => [`Text ${at}`, at % 2 === 0 ? 'a' : '']);
    const again = first.map(([text]) => [text!, 'b']);
    const { id } = await make(await upload('a.csv', csvOf([...first, ...again])), { options: COLUMNS });
    const places = 'line 3002 ("b"), line 3004 ("b"), line 3006 ("b")';
    expect(await run(id)).toMatchObject({
      ...{ added: 3_000, known: 3_000 },
      notes: [took(1_500).replace('1500', '1,500'), other(1_500, `${places} and 1,497 more`).replace('1500', '1,500')],
    });
  });
});

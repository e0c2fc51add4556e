import { describe, expect, it } from 'vitest';
import { read } from '../imports/adding.contract.js';
import { addRecords } from '../index.js';
import { setUpSurveys } from './survey.contract.js';

const { test, of } = setUpSurveys();
const table = (heading: string, ...rows: string[]) => `${[heading, ...rows].join('\n')}\n`;

describe('copies with another label', () => {
  const others = (count: number, places: string) =>
    expect.stringMatching(
      new RegExp(`^${count} cop(y|ies) carr(y|ies) another label than .*: ${places}\\. Correct the file`),
    );
  const saidOf = ({ notices }: { notices: string[] }) => notices.filter((one) => one.includes('another label'));

  it('are named by their places in a file; a record without one takes that of its copy', async () => {
    const rows = ['one,a', 'one,b', 'one,A', 'two,', 'two,b', 'two,c', 'three,', 'three,', 'one,c', 'one,b'];
    const found = await of('a.csv', table('text,label', ...rows));
    expect(saidOf(found)).toEqual([others(4, 'line 3 \\("b"\\), line 7 \\("c"\\), line 10 \\("c"\\) and 1 more')]);
    expect(found.counts).toMatchObject({ records: 3, labelled: 2 });
    expect(found.classes).toEqual([
      { name: 'a', count: 1 },
      { name: 'b', count: 1 },
    ]);
    expect(saidOf(await of('b.csv', table('text,label', 'one,1', 'one,1.0', 'two,2')))).toEqual([]);
  });

  it('are named once against a project that has the record, be it by an answer or a hidden key', async () => {
    const { id: projectId } = await test().db.project.create({
      data: {
        ...{ name: 'Texts', recordKind: 'text', taskKind: 'single_choice', settings: {} },
        members: { create: { userId: test().eve.actor.id, role: 'engineer' } },
        classes: { createMany: { data: ['a', 'b'].map((name, order) => ({ name, order })) } },
      },
    });
    const more = { projectId, source: 'import', more: true };
    await addRecords(test().eve, { ...more, labels: 'answers' }, read([{ text: 'one', label: 'a' }, { text: 'two' }]));
    await addRecords(test().eve, { ...more, labels: 'key' }, read([{ text: 'three', label: 'b' }]));
    const rows = ['one,a', 'one,b', 'two,b', 'two,a', 'three,a', 'four,new', 'four,new', 'four,a'];
    const found = await of('a.csv', table('text,label', ...rows), { projectId, newClasses: true });
    expect(saidOf(found)).toEqual([others(4, 'line 3 \\("b"\\), line 5 \\("a"\\), line 6 \\("a"\\) and 1 more')]);
    expect(found.inProject).toMatchObject({ fresh: 1, known: 7, refused: 0 });
  });
});

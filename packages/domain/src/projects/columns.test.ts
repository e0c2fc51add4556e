import { describe, expect, it } from 'vitest';
import { setUpEncodings } from '../encodings/encoding.contract.js';
import { changeColumns, getProject, listColumns, listMetadata } from '../index.js';

const TABLE = { recordKind: 'row', task: { kind: 'single_choice' }, classes: ['a', 'b'] };
const ROWS = [
  { row: { age: 30, zip: '007', seen: '2024-01-01', note: 'all is well', tag: 'x', same: 1 } },
  { row: { age: 50, zip: '010', seen: '2024-01-03', note: 'not so good', tag: 'y', same: 1 } },
  { row: { age: null, zip: '010', seen: '2024-01-05', note: 'many words here', tag: '3', same: 1 } },
];

describe('the columns of a table', () => {
  const { test, eve, make, run, latest } = setUpEncodings();
  const notes = async (projectId: string) =>
    Object.fromEntries((await listColumns(eve(), { projectId })).map(({ name, role, note }) => [name, [role, note]]));

  it('are told with what each became, once they were looked at', async () => {
    const projectId = await make(TABLE, ROWS);
    expect((await notes(projectId)).age).toEqual(['auto', 'not looked at yet']);
    await run(projectId);
    expect(await notes(projectId)).toEqual({
      age: ['auto', 'number, 40 on average, give or take 10, and a mark where it is missing'],
      zip: ['auto', 'number, 9 on average, give or take 1.414'],
      seen: ['auto', 'date'],
      note: ['auto', 'category of 3: all is well, many words here, not so good'],
      tag: ['auto', 'category of 3: 3, x, y'],
      same: ['auto', 'left out: the same everywhere'],
    });
  });

  it('beside them are named, which nothing is learned from', async () => {
    const projectId = await make(TABLE, [
      { row: { age: 30 }, metadata: { year: 1961, source: 'a' } },
      { row: { age: 50 }, metadata: { year: 1962 } },
    ]);
    expect(await listMetadata(eve(), { projectId })).toEqual(['source', 'year']);
    const ann = await test().as('annotator');
    await expect(listMetadata(ann, { projectId })).rejects.toMatchObject({ code: 'project_not_found' });
  });

  it('of years say them as years are written', async () => {
    const projectId = await make(TABLE, [{ row: { year: 1961, size: 12_000 } }, { row: { year: 1963, size: 14_000 } }]);
    await run(projectId);
    expect(await notes(projectId)).toEqual({
      year: ['auto', 'number, 1962 on average, give or take 1'],
      size: ['auto', 'number, 13,000 on average, give or take 1000'],
    });
  });

  it('are not left out all of them', async () => {
    const projectId = await make(TABLE, ROWS);
    const all = Object.fromEntries(
      ['age', 'zip', 'seen', 'note', 'tag', 'same'].map((name) => [name, 'ignore' as const]),
    );
    await expect(changeColumns(eve(), { projectId, columns: all })).rejects.toMatchObject({
      ...{ code: 'invalid_input', detail: expect.stringMatching(/^Every column would be left out\./) },
    });
  });

  it('become what somebody chooses, and other choices stay; features are made anew', async () => {
    const projectId = await make(TABLE, ROWS);
    await run(projectId);
    const first = await latest(projectId);
    await changeColumns(eve(), { projectId, columns: { zip: 'category', note: 'text', age: 'ignore' } });
    const { encoding, settings } = await changeColumns(eve(), {
      projectId,
      columns: { tag: 'number', seen: 'category', note: 'text' },
    });
    expect(encoding).toMatchObject({ state: 'queued', encoder: 'tables' });
    expect(settings.encoder).toEqual({
      id: 'tables',
      options: { ignore: ['age'], verbatim: ['zip', 'seen'], numbers: ['tag'], texts: ['note'] },
    });
    await run(projectId);
    expect(await latest(projectId)).not.toMatchObject({ version: first.version });
    expect(await notes(projectId)).toEqual({
      age: ['ignore', 'left out'],
      zip: ['category', 'category of 2: 007, 010'],
      seen: ['category', 'category of 3: 2024-01-01, 2024-01-03, 2024-01-05'],
      note: ['text', 'text, whose words are mixed into 256 features'],
      tag: ['number', 'number, 3 on average, give or take 1, and a mark where it is missing'],
      same: ['auto', 'left out: the same everywhere'],
    });
    await changeColumns(eve(), {
      projectId,
      columns: { age: 'auto', zip: 'auto', seen: 'date', note: 'auto', tag: 'auto' },
    });
    expect((await getProject(eve(), { projectId })).settings.encoder?.options).toEqual({ dates: ['seen'] });
    await changeColumns(eve(), { projectId, columns: { note: 'number' } });
    await run(projectId);
    expect((await notes(projectId)).note).toEqual(['number', 'left out: no two different values that are a number']);
  });

  it('are none of other records, and are called by their names', async () => {
    const texts = await make({ ...TABLE, recordKind: 'text' }, [{ text: 'One' }, { text: 'Two' }]);
    expect(await listColumns(eve(), { projectId: texts })).toEqual([]);
    await expect(changeColumns(eve(), { projectId: texts, columns: {} })).rejects.toMatchObject({
      code: 'invalid_input',
    });
    const projectId = await make(TABLE, ROWS);
    await expect(changeColumns(eve(), { projectId, columns: { height: 'number' } })).rejects.toMatchObject({
      code: 'invalid_input',
      detail: expect.stringContaining('No column is called "height". There are: age, zip'),
    });
    const ann = await test().as('annotator');
    await expect(listColumns(ann, { projectId })).rejects.toMatchObject({ code: 'project_not_found' });
    await expect(changeColumns(ann, { projectId, columns: {} })).rejects.toMatchObject({ code: 'project_not_found' });
  });
});

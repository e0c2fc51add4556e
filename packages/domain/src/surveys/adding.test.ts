import { SurveyUpload } from '@querent/contracts';
import { zipOf } from '@querent/testing/zip-of';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { setUpUploads } from '../imports/uploading.contract.js';
import { surveyUpload } from '../index.js';
import { askedTask } from './asked-task.js';
import { noticesOf } from './judge.js';
import { proposeTask } from './propose-task.js';
import { newFileTally } from './tally-file.js';

const { eve, make, run, start, upload } = setUpUploads();

const survey = async (projectId: string, content: string | Uint8Array, { name = 'more.csv', ...wishes } = {}) => {
  const uploadId = await upload(name, content);
  return { ...(await surveyUpload(eve(), { ...SurveyUpload.parse({ projectId, ...wishes }), uploadId })), uploadId };
};
const notesOf = ({ columns }: { columns: { name: string; note: string }[] }) =>
  Object.fromEntries(columns.map(({ name, note }) => [name, note]));

/** A project of texts, and what adding a file to it was said to do, and has done. */
async function add(project: object, first: string | Uint8Array, content: string | Uint8Array, ending = 'csv') {
  const { id } = await make(await upload(`first.${ending}`, first), { project });
  await run(id);
  const found = await survey(id, content, { name: `more.${ending}` });
  await start(id, found.uploadId, { options: found.options });
  return { found, done: await run(id) };
}

describe('what adding records would do is what it does', () => {
  it('where a project asks for a number, and some labels are none', async () => {
    const { found, done } = await add(
      { task: { kind: 'numeric', high: 10 }, classes: [] },
      'id,text,target\na,one,1\nb,two,2.5\n',
      'id,text,target\nc,three,3\nd,four,dear\ne,five,4.5\nf,six,99\ng,seven,\nh,eight,NA\n',
    );
    expect(found).toMatchObject({
      ...{ problems: [], inProject: { fresh: 4, known: 0, refused: 2 } },
      counts: { labelled: 2, unlabelled: 2, refused: 2 },
    });
    expect(notesOf(found).target).toBe('label: 3 numbers, 3 to 99; 1 is no number; 50 % have none');
    expect(found.notices).toEqual([
      '1 label says that there is no number: line 7 ("NA"). Its record comes in without one, to be asked about.',
      expect.stringMatching(
        /^2 records have labels that this project does not take, and are left out\. line 3: The label "dear" is no number.*line 5: 99 lies outside/,
      ),
    ]);
    expect(found.task.reason).toBe('The project asks this.');
    expect(done).toMatchObject({ added: 4, known: 0, rejectedCount: 2 });
  });

  it('where no label is a number', async () => {
    const { found, done } = await add(
      { task: { kind: 'numeric' }, classes: [] },
      'id,text,target\na,one,1\n',
      'id,text,target\nc,three,dear\nd,four,cheap\n',
    );
    expect(found.problems).toEqual([expect.stringMatching(/^No record can be added, for its label.*"dear" is no/)]);
    expect(notesOf(found).target).toBe('label: none is a number');
    expect(done).toMatchObject({ added: 0, rejectedCount: 2 });
  });

  it('where a class is needed, and a label is a list or can name none', async () => {
    const { found, done } = await add(
      {},
      'id,text,label\na,one,a\nb,two,b\n',
      `id,text,label\nc,three,a\nd,four,${'x'.repeat(300)}\n`,
    );
    expect(found).toMatchObject({ problems: [], inProject: { fresh: 1, known: 0, refused: 1 } });
    expect(found.counts.labelled).toBe(1);
    expect(done).toMatchObject({ added: 1, rejectedCount: 1 });
  });

  it('where ids stand for other records of the project', async () => {
    const { found, done } = await add(
      {},
      'id,text,label\na,one,a\nb,two,b\n',
      'id,text,label\na,changed,a\nb,two,b\nc,three,a\n',
    );
    expect(found.inProject).toMatchObject({ fresh: 1, known: 1, refused: 1 });
    expect(notesOf(found).id).toBe('id, no two alike; 1 stands for other records of the project');
    expect(found.notices).toEqual([
      '1 record has the id of another record of the project, and is left out: line 2. Give it another id.',
    ]);
    expect(found.counts).toMatchObject({ records: 2, labelled: 2, unlabelled: 0, refused: 1 });
    expect(done).toMatchObject({ added: 1, known: 1, rejectedCount: 1 });
  });
});

describe('copies of what a project has', () => {
  const picture = (n: number) =>
    sharp({ create: { width: 8, height: 8, channels: 3, background: { r: n, g: 2 * n, b: 99 } } })
      .png()
      .toBuffer();
  const zip = async (...files: [path: string, n: number][]) =>
    zipOf(await Promise.all(files.map(async ([path, n]) => [path, await picture(n)] as [string, Buffer])));

  it('are known among pictures under other paths, give records without a label theirs, and are counted once', async () => {
    const first = await zip(['a/1.png', 1], ['b/2.png', 2], ['unlabelled/3.png', 3], ['unlabelled/4.png', 4]);
    const more = await zip(
      ...([
        ['a/1.png', 1],
        ['b/one.png', 1],
        ['a/3.png', 3],
        ['b/4.png', 4],
        ['b/4 again.png', 4],
      ] as [string, number][]),
      ...([
        ['a/5.png', 5],
        ['b/5 again.png', 5],
        ['b/2.png', 6],
        ['b/7.png', 7],
      ] as [string, number][]),
    );
    const { found, done } = await add({ recordKind: 'image' }, first, more, 'zip');
    expect(done).toMatchObject({ added: 2, known: 6, rejectedCount: 1 });
    expect(done.notes).toContainEqual('2 records had no label and took that of a copy.');
    expect(found.inProject).toEqual({ fresh: 2, known: 6, refused: 1, taking: 2, isExact: true });
    expect(found.notices).toContainEqual('2 records of the project without a label take that of a copy in the file.');
    expect(found.notices.join()).not.toMatch(/found when they are imported|could be compared/);
    expect(found.counts).toMatchObject({ records: 5, labelled: 5 });
  });

  it('are announced among texts, and a class whose records are all left out is none', async () => {
    const { found, done } = await add(
      {},
      'id,text,label\na,one,a\nb,two,\nc,three,\n',
      // The last one repeats an id within the file, and stands for another record of the project.
      'id,text,label\nx,two,a\nc,three,b\ny,four,b\nz,five,c\na,changed,a\na,changed again,b\n',
    );
    expect(done).toMatchObject({ added: 1, known: 2, rejectedCount: 3 });
    expect(found.inProject).toEqual({ fresh: 1, known: 2, refused: 3, taking: 2, isExact: true });
    expect(found.counts).toMatchObject({ records: 3, labelled: 3, refused: 3 });
    expect(notesOf(found).label).toBe('label: 2 classes');
  });

  it('that could not be compared make figures none that are known', () => {
    const read = { ...newFileTally(), isWhole: true, share: 1, kind: 'image' as const, read: 9 };
    const said = (unlooked: number) =>
      noticesOf(
        {
          ...{
            read: { ...read, pictures: { all: 9, unlooked } },
            asked: askedTask(proposeTask(read.labels, {}), read.labels, { project: null }),
          },
          ...{ labelColumn: null, projectKind: 'image', hasClasses: true, newClasses: false, hasHeading: false },
        },
        [],
      );
    expect(said(0)).toEqual([]);
    expect(said(5)).toEqual([expect.stringMatching(/^Of 9 pictures that were read, the first 4 could be compared/)]);
    expect(said(9)).toEqual([expect.stringMatching(/^Of 9 pictures that were read, none could be compared/)]);
  });
});

it('columns that the records of a project have, and a file lacks, are named', async () => {
  const options = { columns: { ref: 'id', size: 'number', weight: 'number', town: 'category', mood: 'label' } };
  const content = 'ref,size,weight,town,mood\nr1,1,2,Oslo,a\nr2,3,4,Rome,b\n';
  const { id } = await make(await upload('rows.csv', content), { project: { recordKind: 'row' }, options });
  await run(id);
  const { notices, inProject } = await survey(id, 'ref,size\nr3,5\nr4,6\n');
  expect(inProject).toMatchObject({ fresh: 2, known: 0, refused: 0 });
  expect(notices).toEqual([
    'The records of this project have the columns "weight" and "town", which are not read from this file: their values are missing in the records that come in.',
    'rows.csv had the column "mood" (label) too, which this file does not have.',
  ]);
});

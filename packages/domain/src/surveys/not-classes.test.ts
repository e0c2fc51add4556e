import { type CreateProject, CreateProject as Schema, type Survey } from '@querent/contracts';
import { zipOf } from '@querent/testing/zip-of';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { runImport } from '../background/index.js';
import { createProject, getProject } from '../index.js';
import { setUpSurveys } from './survey.contract.js';

const { test, bring, survey, of } = setUpSurveys();
const { signal } = new AbortController();

const picture = (n: number) =>
  sharp({ create: { width: 4, height: 4, channels: 3, background: { r: n, g: 9, b: 99 } } })
    .png()
    .toBuffer();

/** Pictures by their folders, no two alike. */
async function folders(counts: Record<string, number>) {
  let n = 0;
  const files: [string, Buffer][] = [];
  for (const [folder, count] of Object.entries(counts))
    for (let i = 0; i < count; i++) files.push([`${folder}/${i}.png`, await picture(n++)]);
  return zipOf(files);
}

/** A project as the form makes it of a survey; what became of its records. */
async function made(uploadId: string, found: Survey, wishes: { classes?: string[]; notClasses?: object[] } = {}) {
  const project: unknown = {
    ...{ name: 'Made', recordKind: found.recordKind, task: { kind: found.task.kind }, holdout: found.holdout.records },
    classes: found.classes.map(({ name }) => name),
    import: {
      ...{ uploadId, format: found.format.id, options: found.options, newClasses: false },
      notClasses: wishes.notClasses,
    },
  };
  const parsed: CreateProject = Schema.parse(project);
  const { id: projectId, import: running } = await createProject(test().eve, parsed);
  await runImport(test().system, { importId: running!.id }, signal);
  const { counts, classes, import: ended } = await getProject(test().eve, { projectId });
  return {
    ...{ records: counts.records, labelled: counts.labelled + counts.holdout, holdout: counts.holdout },
    ...{ refused: ended!.rejectedCount, classes: classes.map(({ name }) => name), reasons: ended!.rejected },
  };
}

/** What a survey says, and what then happens. */
async function both(uploadId: string, wishes: { classes?: string[]; notClasses?: object[] } = {}) {
  const found = await survey(uploadId, wishes);
  const { counts, holdout, classes } = found;
  const promised = {
    ...{ records: counts.records, labelled: counts.labelled, holdout: holdout.records, refused: counts.refused },
    classes: classes.map(({ name }) => name),
  };
  const { reasons, ...became } = await made(uploadId, found, wishes);
  expect(became).toEqual(promised);
  return { ...promised, notices: found.notices, notClasses: found.notClasses, reasons, unlabelled: counts.unlabelled };
}

describe('a folder of pictures that nobody has labelled, beside folders of classes', () => {
  it.each(['unlabelled', 'Un-labeled', 'to label', 'unsorted'])('is no class where it is called %j', async (name) => {
    const zip = await folders({ cats: 6, dogs: 4, [name]: 5 });
    const became = await both(await bring('pets.zip', zip));
    expect(became).toMatchObject({ records: 15, labelled: 10, unlabelled: 5, refused: 0, classes: ['cats', 'dogs'] });
    expect(became.notClasses).toEqual([{ name, records: 'ask', count: 5, reason: expect.stringMatching(/no label/) }]);
    expect(became.notices).toContainEqual(expect.stringMatching(/taken for no class.*5 records come in without one/));
  });

  it('is one where somebody says so, or where it could be one, which is said', async () => {
    const id = await bring('pets.zip', await folders({ cats: 3, unsorted: 2 }));
    expect(await both(id, { notClasses: [] })).toMatchObject({ labelled: 5, classes: ['cats', 'unsorted'] });
    const unsure = await both(await bring('b.zip', await folders({ cats: 3, unknown: 2 })));
    expect(unsure).toMatchObject({ labelled: 5, classes: ['cats', 'unknown'] });
    expect(unsure.notices).toContainEqual(expect.stringMatching(/^"unknown" is taken for a class\. Where it means/));
  });

  it.each([
    ['ask', { records: 15, labelled: 10, unlabelled: 5, refused: 0, holdout: 2 }],
    ['leave-out', { records: 10, labelled: 10, unlabelled: 0, refused: 5, holdout: 2 }],
  ])('becomes what somebody says who takes its class away: %s', async (records, expected) => {
    const zip = await folders({ cats: 6, dogs: 4, misc: 5 });
    const became = await both(await bring('pets.zip', zip), { notClasses: [{ name: 'Misc', records }] });
    expect(became).toMatchObject({ ...expected, classes: ['cats', 'dogs'] });
    const reason = 'Its label "Misc" is no class here: such records are left out.';
    expect(became.reasons.map((one) => one.reason)).toEqual(Array(became.refused).fill(reason));
  });
});

describe('labels of a table', () => {
  const table = (label: (i: number) => string) =>
    `text,label\n${Array.from({ length: 20 }, (_, i) => `Text ${i},${label(i)}\n`).join('')}`;
  const some = table((i) => ['good', 'bad', 'to-label', 'junk'][i % 4]!);

  it('are no classes by their names, or since somebody says so', async () => {
    const became = await both(await bring('a.csv', some));
    expect(became).toMatchObject({ records: 20, labelled: 15, holdout: 3, classes: ['bad', 'good', 'junk'] });
    const notClasses = [
      { name: 'to-label', records: 'leave-out' },
      { name: 'junk', records: 'ask' },
    ];
    const chosen = await both(await bring('b.csv', some), { notClasses });
    expect(chosen).toMatchObject({ records: 15, labelled: 10, refused: 5, holdout: 2, classes: ['bad', 'good'] });
    expect(chosen.notClasses.map(({ count, reason }) => [count, reason])).toEqual([
      [5, ''],
      [5, ''],
    ]);
  });

  it('that are none of the classes that somebody has typed are left out, which the counts follow', async () => {
    const became = await both(await bring('a.csv', some), { classes: ['good', 'bad', 'fair'], notClasses: [] });
    expect(became).toMatchObject({ records: 10, labelled: 10, refused: 10, holdout: 2 });
    expect(became.notices).toContainEqual(
      expect.stringMatching(/no class here: .* Records with such a label are left out\.$/),
    );
  });

  it('that are numbers need no classes, whatever was typed before', async () => {
    const found = await of(
      'a.csv',
      table((i) => `${i}.5`),
      { classes: ['good'] },
    );
    expect(found).toMatchObject({ task: { kind: 'numeric' }, counts: { records: 20, labelled: 20, refused: 0 } });
  });

  it('that are numbers but for a few are left out where they are none, and asked about where they say that there is none', async () => {
    const bad = new Map([
      [0, 'n/a'],
      [7, 'unknown'],
      [30, 'about 40'],
      [31, '?'],
      [50, '-5'],
    ]);
    const content = `size,label\n${Array.from({ length: 120 }, (_, i) => `${i / 3},${bad.get(i) ?? i + 0.5}\n`).join('')}`;
    const became = await both(await bring('a.csv', content));
    expect(became).toMatchObject({ records: 119, labelled: 116, unlabelled: 3, refused: 1, classes: [] });
    expect(became.reasons).toEqual([{ name: 'line 32', reason: expect.stringMatching(/"about 40" is no number/) }]);
    expect(became.notices).toContainEqual(
      '3 labels say that there is no number: line 2 ("n/a"), line 9 ("unknown"), line 33 ("?"). Their records come in without one, to be asked about.',
    );
    expect(became.notices).toContainEqual(
      expect.stringMatching(/^1 record has a label .* left out\. line 32: .*"about 40"/),
    );
    const { problems, task, range } = await of('b.csv', content);
    expect({ problems, task, range }).toMatchObject({
      ...{ problems: [], range: { low: -5, high: 119.5 } },
      task: { kind: 'numeric', reason: expect.stringMatching(/: a number\. 1 of 117 is none\.$/) },
    });
    const chosen = await of('c.csv', content, { task: 'numeric', classes: ['good'] });
    expect(chosen).toMatchObject({ problems: [], counts: { records: 119, labelled: 116, refused: 1 } });
  });

  it('are lists of which one is no class: the record is asked about, or left out', async () => {
    const line = (i: number) => JSON.stringify({ text: `Text ${i}`, label: i % 4 ? ['a', 'b'] : ['a', 'unsure'] });
    const id = await bring(
      'a.jsonl',
      Array.from(
        { length: 20 },
        (_, i) => `${line(i)}
`,
      ).join(''),
    );
    const ask = await both(id, { notClasses: [{ name: 'unsure', records: 'ask' }] });
    expect(ask).toMatchObject({ records: 20, labelled: 15, classes: ['a', 'b'] });
    const out = await both(await bring('b.jsonl', Array.from({ length: 20 }, (_, i) => `${line(i)}\n`).join('')), {
      notClasses: [{ name: 'unsure', records: 'leave-out' }],
    });
    expect(out).toMatchObject({ records: 15, labelled: 15, refused: 5 });
  });
});

it('what a project has as a class stays one', async () => {
  const { id: projectId } = await test().db.project.create({
    data: {
      ...{ name: 'Texts', recordKind: 'text', taskKind: 'single_choice', settings: {} },
      members: { create: { userId: test().eve.actor.id, role: 'engineer' } },
      classes: { createMany: { data: ['good', 'Unsorted'].map((name, order) => ({ name, order })) } },
    },
  });
  const file = 'text,label\none,good\ntwo,unsorted\nthree,unlabelled\nfour,other\n';
  const found = await of('a.csv', file, { projectId });
  expect(found.inProject).toMatchObject({ fresh: 3, known: 0, refused: 1 });
  expect(found.counts).toMatchObject({ labelled: 2, unlabelled: 1 });
  expect(found.notClasses.map(({ name }) => name)).toEqual(['unlabelled']);
});

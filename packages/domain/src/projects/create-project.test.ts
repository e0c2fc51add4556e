import { CreateProject, NewClass, RecordKind, TaskKind, taskKindOf } from '@querent/contracts';
import { likelihoods } from '@querent/core/likelihoods';
import { setUpContext } from '@querent/testing/vitest';
import { beforeEach, describe, expect, it } from 'vitest';
import { addClass, archiveClass, createProject, listMethods, restoreClass, updateProject } from '../index.js';

const choice = (id: string, options = {}) => ({ id, options });

describe('a project that is made', () => {
  const test = setUpContext();
  beforeEach(() => test.db.project.deleteMany());

  const make = (given: object, by = test.eve) =>
    createProject(by, CreateProject.parse({ name: 'New', recordKind: 'text', ...SINGLE, ...given }));
  const SINGLE = { task: { kind: 'single_choice' }, classes: ['a', 'b'] };
  const MULTI = { task: { kind: 'multi_label' }, classes: ['a', 'b'] };
  const refused = async (given: object, detail: RegExp, code = 'invalid_input') => {
    await expect(make(given)).rejects.toMatchObject({ code, detail: expect.stringMatching(detail) });
    expect(await test.db.project.count()).toBe(0);
  };

  it('has a thousand classes at most, also by adding one, among which a name that stands twice is found', async () => {
    const classes = Array.from({ length: 1_000 }, (_, at) => `class ${at}`);
    await refused({ classes: [...classes.slice(1), 'CLASS 999 '] }, /^Two classes have the name "CLASS 999"/);
    await refused(
      { classes: classes.slice(0, 2).map((name) => ({ name, key: 'a' })) },
      /^Two classes have the key "a"/,
    );
    const many = { name: 'New', recordKind: 'text', ...SINGLE, classes: [...classes, 'one more'] };
    expect(CreateProject.safeParse(many).error?.issues[0]?.message).toBe('A project has at most 1,000 classes');
    const { id: projectId, classes: made } = await make({ classes });
    expect(made).toHaveLength(1_000);
    const more = () => addClass(test.eve, { projectId, ...NewClass.parse({ name: 'one more' }) });
    await expect(more()).rejects.toMatchObject({
      ...{ code: 'invalid_input', detail: 'A project has at most 1,000 classes. Merge or archive another one first.' },
    });
    await archiveClass(test.eve, { classId: made[0]!.id, answers: 'leave-out' });
    expect(await more()).toHaveLength(1_001);
    await expect(restoreClass(test.eve, { classId: made[0]!.id })).rejects.toMatchObject({ code: 'invalid_input' });
  });

  describe.each(TaskKind.options)('for the task %s', (kind) => {
    it.each(RecordKind.options)('over records of the kind %s is set to what its form offers', async (recordKind) => {
      const { likelihood, leastClasses } = taskKindOf(kind);
      expect(likelihoods.find(likelihood)).toBeTruthy();
      const classes = Array.from({ length: leastClasses }, (_, at) => `class ${at}`);
      const project = await make({ task: { kind }, classes, recordKind });
      expect(project).toMatchObject({ recordKind, task: { kind }, canManage: true, import: null, encoding: null });
      const { settings } = project;
      expect([settings.encoder, settings.network]).toEqual([null, null]); // as the records suggest, once they are there
      const offered = await listMethods(test.eve, { projectId: project.id });
      const ids = (methods: { id: string }[]) => methods.map(({ id }) => id);
      expect(ids(offered.posteriors)).toContain(settings.posterior.id);
      // The form tells what is proposed from the methods' own defaults.
      const { id, options } = settings.posterior;
      expect(offered.posteriors.map((one) => one.proposed)).toEqual(
        offered.posteriors.map((one) => (one.id === id ? options : {})),
      );
      expect(ids(offered.acquisitions)).toContain(settings.acquisition.id);
      expect(ids(offered.selections)).toContain(settings.selection.id);
      expect(ids(offered.coldStarts)).toContain(settings.coldStart.id);
      // What stands there can be set again.
      const { acquisition, posterior, selection, coldStart } = settings;
      await updateProject(test.eve, {
        projectId: project.id,
        settings: { acquisition, posterior, selection, coldStart },
      });
    });
  });

  it('has its classes in their order, by names alone or with more', async () => {
    const classes = ['First', { name: 'Second', key: 's', colour: '#ff0000', description: 'What it is.' }, ' Third '];
    const project = await make({ classes, settings: { labelsPerRound: 3, seed: 7 }, holdout: 5 });
    expect(project.classes).toMatchObject([
      { name: 'First', order: 0, key: null, colour: null, description: '', isArchived: false, mergedIntoId: null },
      { name: 'Second', order: 1, key: 's', colour: '#ff0000', description: 'What it is.' },
      { name: 'Third', order: 2 },
    ]);
    expect(project.settings).toMatchObject({ labelsPerRound: 3, seed: 7 });
    expect(project.counts).toEqual({ records: 0, pool: 0, holdout: 0, labelled: 0, skipped: 0, changed: 0 });
    expect(await test.db.project.findFirst()).toMatchObject({ holdout: 5, nextIndex: 0, begunAt: null });
  });

  it.each<[string, object, RegExp]>([
    ['no class', { classes: [] }, /^"Single choice" needs at least 2 classes\. Give their names in "classes"\.$/],
    ['one class, where one is chosen', { classes: ['a'] }, /needs at least 2 classes/],
    ['no label, where several are', { ...MULTI, classes: [] }, /^"Several labels" needs at least 1 class\. /],
    [
      'two classes of one name',
      { classes: ['a', 'b', ' A'] },
      /^Two classes have the name "A"\. Give each one of its own\.$/,
    ],
    [
      'two classes of one key',
      {
        classes: [
          { name: 'a', key: 'x' },
          { name: 'b', key: 'x' },
        ],
      },
      /^Two classes have the key "x"\. /,
    ],
  ])('is refused with %s', async (_, given, detail) => {
    await refused(given, detail);
  });

  it.each<[string, object, RegExp]>([
    [
      'BALD of classes, for labels',
      { ...MULTI, settings: { acquisition: choice('bald') } },
      /^BALD .* Choose one of: label-bald, /,
    ],
    ['BALD of labels, for classes', { settings: { acquisition: choice('label-bald') } }, /Choose one of: bald, /],
    ['BADGE, for labels', { ...MULTI, settings: { selection: choice('badge') } }, /^BADGE .* Choose one of: /],
    [
      'an encoder of pictures, for texts',
      { settings: { encoder: choice('pixels') } },
      / reads other records than texts\. /,
    ],
    [
      'a method that there is not',
      { settings: { posterior: choice('astrology') } },
      /^There is no posterior "astrology"\. /,
    ],
    [
      'an option that there is not',
      { settings: { acquisition: choice('bald', { nosuch: 1 }) } },
      /has no option nosuch\./,
    ],
    [
      'methods that cannot work together',
      { settings: { posterior: choice('map'), acquisition: choice('bald') } },
      /^BALD asks where draws of the model disagree, and a single network never/,
    ],
  ])('is refused with settings that do not suit its task: %s', async (_, given, detail) => {
    await refused(given, detail);
  });

  it('is refused by its schema where a key is no key, a colour none, or the task is none', () => {
    const parse = (given: object) => CreateProject.safeParse({ name: 'New', recordKind: 'text', ...SINGLE, ...given });
    expect(parse({}).success).toBe(true);
    for (const given of [
      { classes: ['a', { name: 'b', key: 'AB' }] },
      { classes: ['a', { name: 'b', colour: 'red' }] },
      { classes: ['a', ''] },
      { task: { kind: 'nosuch' } },
      { task: { kind: 'single_choice', other: 1 } },
      { recordKind: 'sound' },
      { settings: { draws: 1 } },
    ])
      expect(parse(given).success, JSON.stringify(given)).toBe(false);
  });

  it('is made by engineers and admins only', async () => {
    await expect(make({}, await test.as('annotator'))).rejects.toMatchObject({ code: 'forbidden' });
    expect((await make({}, await test.as('admin'))).canManage).toBe(true);
  });
});

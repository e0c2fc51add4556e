import { setUpContext } from '@querent/testing/vitest';
import sharp from 'sharp';
import { beforeEach, describe, expect, it } from 'vitest';
import { deleteProject } from '../index.js';
import { BATCH } from './batches.js';
import { runImport } from './run-import.js';
import type { ImportSource } from './source.js';

const COUNT = BATCH + 1;
const raw = { width: 4, height: 4, channels: 1 } as const;
/** Another one at each place. */
const picture = (place: number) =>
  sharp(
    Uint8Array.from({ length: 16 }, (_, at) => (at < 2 ? place >> (8 * at) : 7)),
    { raw },
  )
    .png()
    .toBuffer();

describe('attempts at an import', () => {
  const test = setUpContext();
  let projectId: string;
  let importId: string;
  beforeEach(async () => {
    const project = await test.db.project.create({
      data: {
        name: 'Import',
        recordKind: 'image',
        taskKind: 'single_choice',
        classes: { create: ['a', 'b'].map((name, order) => ({ name, order })) },
        settings: {},
        members: { create: { userId: test.eve.actor.id, role: 'engineer' } },
        imports: { create: { source: 'test' } },
      },
      include: { imports: true },
    });
    projectId = project.id;
    importId = project.imports[0]!.id;
  });

  /** `onItem` is called with each place before its picture is given. */
  const source = (onItem: (place: number) => Promise<unknown>): ImportSource => ({
    id: 'test',
    pictures: BATCH,
    readsAhead: false,
    count: async () => COUNT,
    async *read(start) {
      for (let place = start; place < COUNT; place++) {
        await onItem(place);
        const name = `p${place}`;
        const content = { kind: 'image' as const, name, read: () => picture(place) };
        yield { place: name, externalId: null, name, content, metadata: {} };
      }
    },
  });
  const run = (onItem: (place: number) => Promise<unknown>) => {
    const { signal } = new AbortController();
    return runImport(test.system, { importId }, signal, () => source(onItem));
  };
  /** Begins and stays at a place for ever, as a worker that is killed there. */
  const dieAt = (last: number) =>
    new Promise<void>((begun) => {
      void run(async (place) => {
        if (place < last) return;
        begun();
        await new Promise(() => {});
      });
    });
  const rowOf = () => test.db.import.findUniqueOrThrow({ where: { id: importId } });

  it('count for the batch in hand: one that is stored begins anew, and the fourth fails with the reason', async () => {
    await dieAt(0);
    await dieAt(0);
    expect((await rowOf()).attempts).toBe(2);
    await dieAt(BATCH);
    expect(await rowOf()).toMatchObject({ attempts: 1, done: BATCH });
    await dieAt(BATCH);
    await dieAt(BATCH);
    await expect(run(async () => {})).rejects.toMatchObject({
      code: 'import_failed',
      detail: expect.stringMatching(/^The worker ended three times while it imported .* then try again\.$/),
    });
  });

  it('end where the project is removed meanwhile, and nothing more is stored', async () => {
    const running = run(async (place) => {
      if (place === BATCH) await deleteProject(test.eve, { projectId });
    });
    await expect(running).rejects.toMatchObject({ code: 'import_failed', detail: 'This import has been stopped.' });
    expect(await test.db.record.count({ where: { projectId } })).toBe(BATCH);
    expect((await rowOf()).state).toBe('failed');
    await run(() => Promise.reject(new Error('It is not taken up again.')));
  });
});

import { CreateProject, type GivenRecord } from '@querent/contracts';
import type { Db } from '@querent/db';
import { addRecords, type Context, createProject, type SystemContext, startRound } from '@querent/domain';
import { runEncoding, runRound, runScorePart } from '@querent/domain/background';
import type { z } from 'zod';
import { tasksOn } from './compute/tasks.js';

interface Scene {
  db: Db;
  system: SystemContext;
  eve: Context;
}

const { signal } = new AbortController();

/** As the API gives records to the domain. */
export async function* brought(records: readonly GivenRecord[]) {
  for (const [at, { id, text, row, vector, image, label, split = null }] of records.entries()) {
    const content =
      image !== undefined
        ? ({ kind: 'image', name: '', read: async () => Buffer.from(image, 'base64') } as const)
        : vector
          ? ({ kind: 'vector', values: vector, ...(text === undefined ? {} : { text }) } as const)
          : row
            ? ({ kind: 'row', values: Object.entries(row) } as const)
            : ({ kind: 'text', text: text! } as const);
    const given = { place: `record ${at + 1}`, externalId: id ?? null, content, split, metadata: {} };
    yield label === undefined ? given : { ...given, label };
  }
}

const computeOf = (test: Scene) => ({
  ...test.system,
  compute: tasksOn(test.system.store, { objectsDir: '', backend: 'wasm' as const }),
});

/** Trains on what is labelled, as a worker does. @returns the model */
export async function train(test: Scene, eve: Context, projectId: string) {
  const context = computeOf(test);
  for (const { id } of await test.db.encoding.findMany({ where: { projectId } }))
    await runEncoding(context, { encodingId: id }, signal);
  const waits = await test.db.round.findFirst({ where: { projectId, state: 'queued' } });
  const { id: roundId } = waits ?? (await startRound(eve, { projectId }));
  for (let parts = await runRound(context, { roundId }, signal); parts.length > 0; ) {
    for (const { name, payload } of parts) if (name === 'round.score') await runScorePart(context, payload, signal);
    parts = await runRound(context, { roundId }, signal);
  }
  return test.db.model.findUniqueOrThrow({ where: { roundId } });
}

/** A project with records, some of them labelled, and a model that has learned from them. */
export async function makeTrained(test: Scene, project: z.input<typeof CreateProject>, records: GivenRecord[]) {
  const { id: projectId } = await createProject(test.eve, CreateProject.parse(project));
  await addRecords(test.eve, { projectId, labels: 'answers', source: 'test', more: false }, brought(records));
  return { projectId, model: await train(test, test.eve, projectId) };
}

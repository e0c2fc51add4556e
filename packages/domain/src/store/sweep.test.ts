import { readdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import type { Store } from '@querent/storage';
import { classAnswer, encodingIdOf, makeReadyProject, readyRound } from '@querent/testing';
import { setUpContext } from '@querent/testing/vitest';
import { describe, expect, it } from 'vitest';
import { freeGraphs, type RoundCompute, removeProject, sweepStore } from '../background/index.js';
import { deleteProject, getProject, listProjects } from '../index.js';
import { UNFINISHED } from '../rounds/round.js';
import { findsNothing, runThrough } from '../rounds/test-run.js';

const { signal } = new AbortController();
const now = () => new Date(Date.now() + 1_000);

/** The keys in the folder of a store. */
const keysIn = (folder: string) =>
  readdirSync(folder)
    .filter((prefix) => prefix.length === 2)
    .flatMap((prefix) => readdirSync(join(folder, prefix)))
    .sort();

/** Computes nothing, and leaves the files that a round leaves. */
function compute(store: Store, name: string): RoundCompute {
  const put = (what: string) => store.put(Buffer.from(`${what} of ${name}`));
  return {
    ...findsNothing,
    train: async () => ({ stateKey: await put('state'), bytes: 1, temperature: null, backend: 'test', seconds: 1 }),
    draw: async () => ({ graphKey: await put('graph'), bytes: 1 }),
    scorePart: async () => ({ objectKey: await put('part') }),
  };
}

describe('files that nobody names', () => {
  const test = setUpContext();

  /** A project with pictures and a shard in the store, and so many rounds. @returns its id and the keys that stay */
  async function makeProject(name: string, rounds: number) {
    const { db, system } = test;
    const projectId = await makeReadyProject(test, { records: 20, members: [test.eve] });
    const named = [await system.store.put(Buffer.from('a picture of both projects'))];
    const records = await db.record.findMany({ where: { projectId }, orderBy: { index: 'asc' } });
    for (const { id, index } of records) {
      const objectKey = index === 0 ? named[0]! : await system.store.put(Buffer.from(`picture ${index} of ${name}`));
      await db.record.update({ where: { id }, data: { objectKey } });
      named.push(objectKey);
    }
    const objectKey = await system.store.put(Buffer.from(`shard of ${name}`));
    await db.featureShard.create({ data: { encodingId: encodingIdOf(projectId), start: 0, count: 20, objectKey } });
    named.push(objectKey);
    await db.label.create({ data: { recordId: records[0]!.id, projectId, ...classAnswer(projectId, 0) } });
    for (let number = 1; number <= rounds; number++) {
      const round = await db.round.create({ data: readyRound(projectId, number, 20) });
      await runThrough(system, compute(system.store, `round ${number} of ${name}`), round.id);
      const { stateKey, graphKey } = await db.model.findUniqueOrThrow({ where: { roundId: round.id } });
      named.push(stateKey!, ...(number === rounds ? [graphKey!] : []));
    }
    return { projectId, named: [...new Set(named)].sort() };
  }

  it('are freed: after rounds and the removal of a project exactly the named ones are left', async () => {
    const { db, system, objectsDir } = test;
    const kept = await makeProject('kept', 3);
    const gone = await makeProject('gone', 2);
    expect(await sweepStore(system)).toEqual({ files: 0, bytes: 0 }); // all of them are too young
    await freeGraphs(db);
    const freed = await sweepStore(system, now());
    expect(freed?.files).toBe(3 + 2 + 2 + 1); // parts, and graphs of closed rounds
    expect(keysIn(objectsDir)).toEqual([...new Set([...kept.named, ...gone.named])].sort());

    await db.round.create({ data: readyRound(gone.projectId, 3, 20) });
    await deleteProject(test.eve, { projectId: gone.projectId });
    expect((await listProjects(test.eve, { limit: 200 })).items.map(({ id }) => id)).toEqual([kept.projectId]);
    await expect(getProject(test.eve, { projectId: gone.projectId })).rejects.toMatchObject({
      code: 'project_not_found',
    });
    const running = { projectId: gone.projectId, state: { in: UNFINISHED } };
    expect(await db.round.count({ where: running })).toBe(0);
    expect(await system.queue.has(`remove-${gone.projectId}`)).toBeTruthy();

    await removeProject(system, { projectId: gone.projectId }, signal);
    await removeProject(system, { projectId: gone.projectId }, signal); // the queue may hand a job out twice
    await sweepStore(system, now());
    expect(keysIn(objectsDir)).toEqual(kept.named);
    expect(await db.record.count({ where: { projectId: gone.projectId } })).toBe(0);
    expect(await db.project.count({ where: { id: gone.projectId } })).toBe(0);
  });

  it('of a removed project go with it, also where its removal was cut short among them', async () => {
    const { db, system, objectsDir } = test;
    const before = keysIn(objectsDir);
    const { projectId } = await makeProject('cut short', 1);
    await deleteProject(test.eve, { projectId });
    for (const key of keysIn(objectsDir)) utimesSync(join(objectsDir, key.slice(0, 2), key), 0, 0);
    const cut = new Error('killed');
    const store = { ...system.store, claim: () => Promise.reject(cut) };
    await expect(removeProject({ ...system, store }, { projectId }, signal)).rejects.toBe(cut);
    expect(keysIn(objectsDir).length).toBeGreaterThan(before.length);

    await removeProject(system, { projectId }, signal);
    expect(keysIn(objectsDir)).toEqual(before);
    expect(await db.project.count({ where: { id: projectId } })).toBe(0);
  });

  it('of a project that nobody has removed stay, whatever the queue says', async () => {
    const { projectId } = await makeProject('stays', 0);
    await removeProject(test.system, { projectId }, signal);
    expect(await test.db.record.count({ where: { projectId } })).toBe(20);
  });
});

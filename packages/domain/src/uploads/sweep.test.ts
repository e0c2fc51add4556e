import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { setUpContext } from '@querent/testing/vitest';
import { describe, expect, it } from 'vitest';
import { sweepUploads } from '../background/index.js';
import { createUpload, updateLimits } from '../index.js';
import { holding } from './hold.js';

const HOUR = 3_600_000;
const inHours = (hours: number) => new Date(Date.now() + hours * HOUR);

describe('files that wait', () => {
  const test = setUpContext();
  async function* text() {
    yield Buffer.from('abc');
  }
  async function make(person = test.eve) {
    const { id } = await createUpload(person, { unverifiedName: 'a', bytes: 9 });
    await test.system.inbox.append(id, 0, text());
    return id;
  }
  async function left() {
    const ids: string[] = [];
    for await (const { id } of test.system.inbox.list()) ids.push(id);
    const rows = await test.db.upload.findMany({ select: { id: true }, orderBy: { id: 'asc' } });
    return { files: ids.toSorted(), rows: rows.map(({ id }) => id) };
  }
  async function importOf(uploadId: string, state: 'running' | 'failed' | 'done') {
    const project = { name: 'p', recordKind: 'text', taskKind: 'single_choice', settings: {} } as const;
    const { id: projectId } = await test.db.project.create({ data: project });
    await test.db.import.create({ data: { projectId, source: 'upload', uploadId, state } });
    return projectId;
  }

  it('go a day after something of them last came, unless an import reads them or they are being sent', async () => {
    await updateLimits(await test.as('admin'), { freeBytes: 0 });
    const [idle, lately, read, failed, done, sent] = await Promise.all([
      make(),
      make(),
      make(),
      make(),
      make(),
      make(),
    ]);
    await test.db.upload.update({ where: { id: lately }, data: { heldUntil: inHours(20) } });
    const projectId = await importOf(read, 'running');
    await importOf(failed, 'failed');
    await importOf(done, 'done');

    expect(await sweepUploads(test.system, inHours(23))).toEqual({ files: 0, bytes: 0 });
    await holding(test.db, sent, async () => {
      expect(await sweepUploads(test.system, new Date(Date.now() + 1_000))).toEqual({ files: 0, bytes: 0 });
    });
    expect(await sweepUploads(test.system, inHours(25))).toEqual({ files: 3, bytes: 9 });
    expect(await left()).toEqual({ files: [lately, read, failed].toSorted(), rows: [lately, read, failed].toSorted() });
    expect((await left()).files).not.toContain(idle);

    await test.db.project.delete({ where: { id: projectId } });
    expect(await sweepUploads(test.system, inHours(8 * 24))).toEqual({ files: 3, bytes: 9 });
    expect(await left()).toEqual({ files: [], rows: [] });
  });

  it('and what belongs to nobody: bytes of people who are gone, rows whose bytes are', async () => {
    const leaving = await test.as('engineer');
    const orphan = await make(leaving);
    await test.db.user.delete({ where: { id: leaving.actor.id } });
    const empty = await make();
    await test.system.inbox.remove(empty);
    expect(await sweepUploads(test.system)).toEqual({ files: 0, bytes: 0 }); // both are too young to be judged
    expect(await left()).toEqual({ files: [orphan], rows: [empty] });
    utimesSync(join(test.objectsDir, 'inbox', orphan), 0, 0);
    expect(await sweepUploads(test.system, inHours(2))).toEqual({ files: 1, bytes: 3 });
    expect(await left()).toEqual({ files: [], rows: [] });
  });
});

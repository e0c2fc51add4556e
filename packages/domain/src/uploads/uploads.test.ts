import { createHash } from 'node:crypto';
import { truncateSync } from 'node:fs';
import { join } from 'node:path';
import { WaitingFile } from '@querent/contracts';
import { setUpContext } from '@querent/testing/vitest';
import { describe, expect, it } from 'vitest';
import {
  appendUpload,
  type Context,
  createUpload,
  getInbox,
  getLimits,
  getMe,
  getUpload,
  removeUpload,
  updateLimits,
} from '../index.js';
import { safeName } from './safe-name.js';

async function* pieces(...texts: string[]) {
  for (const text of texts) yield Buffer.from(text);
}
const begin = (context: Context, bytes: number, unverifiedName = 'a.csv') =>
  createUpload(context, { unverifiedName, bytes });
const send = (context: Context, uploadId: string, offset: number, ...texts: string[]) =>
  appendUpload(context, { uploadId, offset, bytes: null }, pieces(...texts));
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error) => error.code,
  );

describe('a file on its way in', () => {
  const test = setUpContext();

  it('comes in pieces, and is whole when all of it has come', async () => {
    const { id, ...made } = await begin(test.eve, 9, '../up/ table.csv\u0007');
    expect(made).toMatchObject({ name: 'table.csv', bytes: 9, receivedBytes: 0, isWhole: false });
    expect(await send(test.eve, id, 0, 'one ', 'tw')).toMatchObject({ receivedBytes: 6, isWhole: false });
    expect(await codeOf(send(test.eve, id, 0, 'one'))).toBe('upload_elsewhere');
    expect(await codeOf(send(test.eve, id, 7, 'ee'))).toBe('upload_elsewhere');
    expect(await getUpload(test.eve, { uploadId: id })).toMatchObject({ receivedBytes: 6, isWhole: false });
    expect(await send(test.eve, id, 6, 'o 3')).toMatchObject({ receivedBytes: 9, isWhole: true });
    const { receivedAt, heldBy } = await test.db.upload.findUniqueOrThrow({ where: { id } });
    expect([receivedAt, heldBy]).toEqual([expect.any(Date), null]);
  });

  it('keeps what came before its sender broke off, and goes on there', async () => {
    const { id } = await begin(test.eve, 8);
    async function* broken() {
      yield Buffer.from('half');
      throw new Error('The cable was pulled.');
    }
    const sent = appendUpload(test.eve, { uploadId: id, offset: 0, bytes: 8 }, broken());
    await expect(sent).rejects.toThrow('The cable was pulled.');
    expect(await send(test.eve, id, 4, 'done')).toMatchObject({ isWhole: true });
  });

  it('is found whole where its process was killed before it could say so', async () => {
    const { id } = await begin(test.eve, 3);
    await test.system.inbox.append(id, 0, pieces('abc'));
    expect(await getUpload(test.eve, { uploadId: id })).toMatchObject({ isWhole: true });
    expect((await test.db.upload.findUniqueOrThrow({ where: { id } })).receivedAt).not.toBeNull();
  });

  it('is its owner’s alone, and of those who make projects', async () => {
    const [other, admin, annotator] = await Promise.all([test.as('engineer'), test.as('admin'), test.as('annotator')]);
    const { id: uploadId } = await begin(test.eve, 3);
    for (const [who, code] of [
      [other, 'upload_not_found'],
      [admin, 'upload_not_found'],
      [annotator, 'forbidden'],
    ] as const) {
      expect(await codeOf(getUpload(who, { uploadId }))).toBe(code);
      expect(await codeOf(send(who, uploadId, 0, 'x'))).toBe(code);
      if (who !== admin) expect(await codeOf(removeUpload(who, { uploadId }))).toBe(code);
    }
    expect(await codeOf(begin(annotator, 3))).toBe('forbidden');
    expect(await codeOf(begin(admin, 3))).toBe('done');
  });

  it('takes the disk of all: an admin sees it with its size, and may throw it away', async () => {
    const [admin, other] = await Promise.all([test.as('admin'), test.as('engineer')]);
    await test.db.upload.deleteMany();
    const { id: uploadId } = await begin(test.eve, 9, 'large.csv');
    await send(test.eve, uploadId, 0, 'text\n');
    for (const who of [test.eve, other]) expect(await codeOf(getInbox(who))).toBe('forbidden');
    const { files } = await getInbox(admin);
    expect(files).toEqual([
      expect.objectContaining({
        ...{ id: uploadId, name: 'large.csv', bytes: 9, receivedBytes: 5, isWhole: false, isImporting: false },
        personName: (await getMe(test.eve)).name,
      }),
    ]);
    expect(files.map((file) => WaitingFile.safeParse(file).success)).toEqual([true]);
    expect(await codeOf(removeUpload(other, { uploadId }))).toBe('upload_not_found');
    expect(await codeOf(removeUpload(admin, { uploadId }))).toBe('done');
    expect((await getInbox(admin)).files).toEqual([]);
    expect(await codeOf(removeUpload(admin, { uploadId }))).toBe('upload_not_found');
  });

  it('is written by one request at a time, whatever comes meanwhile', async () => {
    const { id } = await begin(test.eve, 40_000_000);
    const block = (fill: number) => Buffer.alloc(1_000_000, fill);
    async function* blocks(fill: number) {
      for (let i = 0; i < 40; i++) {
        await new Promise((resolve) => setTimeout(resolve, 1));
        yield block(fill);
      }
    }
    const sends = [1, 2, 3].map((fill) =>
      codeOf(appendUpload(test.eve, { uploadId: id, offset: 0, bytes: 40_000_000 }, blocks(fill))),
    );
    const ends = await Promise.all(sends);
    expect(ends.toSorted()).toEqual(['done', 'upload_busy', 'upload_busy']);
    const winner = ends.indexOf('done') + 1;
    const hash = createHash('sha256');
    for await (const bytes of test.system.inbox.read(id)) hash.update(bytes);
    const expected = createHash('sha256');
    for (let i = 0; i < 40; i++) expected.update(block(winner));
    expect(hash.digest('hex')).toBe(expected.digest('hex'));
  });

  it('takes no more than was announced, and is not whole where more comes', async () => {
    const { id: uploadId } = await begin(test.eve, 4);
    expect(await codeOf(appendUpload(test.eve, { uploadId, offset: 0, bytes: 5 }, pieces('abcde')))).toBe('too_large');
    expect(await codeOf(send(test.eve, uploadId, 0, 'ab', 'cde'))).toBe('too_large');
    expect(await getUpload(test.eve, { uploadId })).toMatchObject({ receivedBytes: 2, isWhole: false });
    expect(await send(test.eve, uploadId, 2, 'cd')).toMatchObject({ isWhole: true });
  });

  it('of no bytes is whole at once', async () => {
    expect(await begin(test.eve, 0)).toMatchObject({ isWhole: true });
  });

  it('that is thrown away ends for who still sends it, and one that is imported stays', async () => {
    const { id: uploadId } = await begin(test.eve, 6);
    async function* thrownAway() {
      yield Buffer.from('abc');
      await removeUpload(test.eve, { uploadId });
      yield Buffer.from('def');
    }
    await appendUpload(test.eve, { uploadId, offset: 0, bytes: 6 }, thrownAway()).catch(() => {});
    expect(await codeOf(getUpload(test.eve, { uploadId }))).toBe('upload_not_found');
    for await (const { id } of test.system.inbox.list()) expect(id).not.toBe(uploadId);

    const { id } = await begin(test.eve, 0);
    const project = { name: 'p', recordKind: 'text', taskKind: 'single_choice', settings: {} } as const;
    const { id: projectId } = await test.db.project.create({ data: project });
    const { id: importId } = await test.db.import.create({ data: { projectId, source: 'upload', uploadId: id } });
    expect(await codeOf(removeUpload(test.eve, { uploadId: id }))).toBe('import_running');
    await test.db.import.update({ where: { id: importId }, data: { state: 'done' } });
    expect(await codeOf(removeUpload(test.eve, { uploadId: id }))).toBe('done');
  });

  it('whose bytes are gone is not there any more', async () => {
    const { id: uploadId } = await begin(test.eve, 4);
    await test.system.inbox.remove(uploadId);
    expect(await codeOf(getUpload(test.eve, { uploadId }))).toBe('upload_not_found');
    expect(await codeOf(send(test.eve, uploadId, 0, 'abcd'))).toBe('upload_not_found');
  });

  it('that has lost its end to a power failure goes on at the end that is left', async () => {
    const { id } = await begin(test.eve, 8);
    await send(test.eve, id, 0, 'abcdef');
    truncateSync(join(test.objectsDir, 'inbox', id), 2);
    expect(await send(test.eve, id, 2, 'cdefgh')).toMatchObject({ receivedBytes: 8, isWhole: true });
  });
});

describe('what is allowed', () => {
  const test = setUpContext();

  it('is what an admin says, to those who make projects', async () => {
    const [admin, annotator] = await Promise.all([test.as('admin'), test.as('annotator')]);
    const before = await getLimits(test.eve);
    expect(before).toEqual({ uploadBytes: 10_000_000_000, projectRecords: 5_000_000, freeBytes: 1_000_000_000 });
    expect(await codeOf(updateLimits(test.eve, { freeBytes: 0 }))).toBe('forbidden');
    expect(await codeOf(getLimits(annotator))).toBe('forbidden');
    await Promise.all([updateLimits(admin, { uploadBytes: 2_000_000 }), updateLimits(admin, { projectRecords: 7 })]);
    expect(await getLimits(test.eve)).toEqual({ ...before, uploadBytes: 2_000_000, projectRecords: 7 });
    await expect(begin(test.eve, 2_000_001)).rejects.toMatchObject({
      code: 'too_large',
      detail: expect.stringContaining('at most 2 MB are allowed here. An admin can change that'),
    });
    expect(await codeOf(begin(test.eve, 2_000_000))).toBe('done');
  });

  it('leaves the disk what it needs, also where files have only been announced', async () => {
    const admin = await test.as('admin');
    const free = 100_000_000;
    const context = { ...test.eve, inbox: { ...test.system.inbox, free: async () => free } };
    await updateLimits(admin, { uploadBytes: 10 ** 10, freeBytes: 30_000_000 });
    await test.db.upload.deleteMany();
    const first = await begin(context, 50_000_000);
    await expect(begin(context, 25_000_000)).rejects.toMatchObject({
      code: 'disk_full',
      detail: expect.stringContaining('has 20 MB left for files, and this one needs 25 MB'),
    });
    await removeUpload(context, { uploadId: first.id });
    // What was promised to one of two is not promised to the other.
    const ends = await Promise.all([1, 2, 3].map(() => codeOf(begin(context, 40_000_000))));
    expect(ends.toSorted()).toEqual(['disk_full', 'disk_full', 'done']);
  });

  it('holds while a file is written: what has come stays, and goes on when there is space', async () => {
    await updateLimits(await test.as('admin'), { uploadBytes: 10 ** 10, freeBytes: 30_000_000 });
    let free = 10 ** 12;
    const context = { ...test.eve, inbox: { ...test.system.inbox, free: async () => free } };
    const { id: uploadId } = await begin(context, 130_000_000);
    async function* filling(count: number) {
      for (let i = 0; i < count; i++) {
        yield Buffer.alloc(10_000_000, i);
        if (i === 2) free = 30_000_000;
      }
    }
    const sent = appendUpload(context, { uploadId, offset: 0, bytes: 130_000_000 }, filling(13));
    expect(await codeOf(sent)).toBe('disk_full');
    const { receivedBytes, isWhole } = await getUpload(context, { uploadId });
    expect([receivedBytes > 30_000_000, receivedBytes < 130_000_000, isWhole]).toEqual([true, true, false]);
    free = 10 ** 12;
    const rest = (130_000_000 - receivedBytes) / 10_000_000;
    expect(await appendUpload(context, { uploadId, offset: receivedBytes, bytes: null }, filling(rest))).toMatchObject({
      isWhole: true,
    });
  });

  it('is twenty files of a person on their way', async () => {
    const person = await test.as('engineer');
    for (let i = 0; i < 20; i++) await begin(person, 1);
    expect(await codeOf(begin(person, 1))).toBe('too_many_uploads');
  });
});

it.each([
  ['C:\\Users\\eve\\photos.zip', 'photos.zip'],
  ['/etc/passwd', 'passwd'],
  ['..', 'file'],
  ['', 'file'],
  ['a/', 'file'],
  ['  naïve 数据.csv ', 'naïve 数据.csv'],
  ['evil\u202egpj.exe', 'evilgpj.exe'],
  ['a\0b\n.csv', 'ab.csv'],
  ['😀'.repeat(600), '😀'.repeat(500)],
])('%j is called %j', (unverified, name) => {
  expect(safeName(unverified)).toBe(name);
});

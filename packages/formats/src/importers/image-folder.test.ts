import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { zipOf } from '@querent/testing/zip-of';
import { describe, expect, it, onTestFinished } from 'vitest';
import { collect } from '../collect.contract.js';
import { diskFolder } from '../folders/disk.js';
import { bytesInput } from '../input.js';
import { imageFolder } from './image-folder.js';

const bytes = (...values: number[]) => Uint8Array.from(values);
const zip = (files: Record<string, Uint8Array | string>) => bytesInput('a.zip', zipOf(Object.entries(files)));
const read = (files: Record<string, Uint8Array | string>, options?: unknown) =>
  collect(imageFolder, zip(files), options);

describe('folders', () => {
  it('are classes, below those of splits and below one around everything', async () => {
    const { records, notices } = await read({
      'pond/train/leaf/a.png': bytes(1),
      'pond/test/перо/deep/b.JPG': bytes(2),
      'pond/readme.txt': 'hello',
      '__MACOSX/pond/train/leaf/._a.png': bytes(3),
    });
    expect(records.map(({ externalId, label, split }) => [externalId, label, split])).toEqual([
      ['test/перо/deep/b.JPG', 'перо', 'holdout'],
      ['train/leaf/a.png', 'leaf', 'pool'],
    ]);
    expect(notices).toEqual([{ place: 'pond/readme.txt', notice: 'It is no picture, and is left out.' }]);
  });

  it('that are drawings are counted among what is left out, and are no other files', async () => {
    const { records, rejected, notices } = await read({
      'a/1.png': bytes(1),
      'a/logo.svg': '<svg/>',
      'a/notes.md': '',
    });
    expect(records.map(({ place }) => place)).toEqual(['a/1.png']);
    expect(rejected).toEqual([
      { place: 'a/logo.svg', code: 'not_a_picture', reason: expect.stringMatching(/drawing \(SVG\).*as PNG/) },
    ]);
    expect(notices.map(({ place }) => place)).toEqual(['a/notes.md']);
  });

  it('called test beside others are classes like them, and a picture beside them has no answer', async () => {
    const { records, notices } = await read({ 'test/a.png': bytes(1), 'other/b.png': bytes(2), 'loose.png': bytes(3) });
    expect(records.map(({ externalId, label, split }) => [externalId, label, split])).toEqual([
      ['loose.png', undefined, null],
      ['other/b.png', 'other', null],
      ['test/a.png', 'test', null],
    ]);
    expect(notices).toMatchObject([{ place: 'loose.png' }]);
  });

  it('on disk are read as archives are, and links are not followed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'querent-pictures-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    for (const name of ['a/1.png', 'b/2.png']) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), name);
    }
    symlinkSync('/etc/hostname', join(folder, 'a/link.png'));
    const { records, rejected } = await collect(imageFolder, diskFolder(folder));
    expect(records.map(({ place, label }) => [place, label])).toEqual([
      ['a/1.png', 'a'],
      ['b/2.png', 'b'],
    ]);
    expect(rejected).toMatchObject([{ place: 'a/link.png', code: 'link_in_archive' }]);
    const { content } = records[1]!;
    expect(content.kind === 'image' && Buffer.from(await content.read()).toString()).toBe('b/2.png');
  });
});

describe('a table beside the pictures', () => {
  it('says what they are; what is on one side only is told', async () => {
    const { records, rejected, notices } = await read({
      'images/metadata.csv': 'file_name,label,caption\na.png,day,"two\nlines"\ngone.png,night,\n../out.png,day,\n',
      'images/a.png': bytes(1),
      'images/unlisted.png': bytes(2),
      'out.png': bytes(3),
    });
    expect(records.map(({ place, externalId, label, metadata }) => [place, externalId, label, metadata])).toEqual([
      ['images/metadata.csv, line 2', 'images/a.png', 'day', { caption: 'two\nlines' }],
    ]);
    expect(rejected.map(({ place, code }) => [place, code])).toEqual([
      ['images/metadata.csv, line 4', 'image_missing'],
      ['images/metadata.csv, line 5', 'path_escape'],
    ]);
    expect(notices.map(({ place }) => place)).toEqual(['images/unlisted.png', 'out.png']);
  });

  it('in JSON Lines has lists of answers', async () => {
    const table = '{"file_name": "a.png", "tags": ["x", "y"]}\n{"file_name": "b/c.png", "tags": []}\n';
    const { records } = await read({ 'metadata.jsonl': table, 'a.png': bytes(1), 'b/c.png': bytes(2) });
    expect(records.map(({ externalId, label }) => [externalId, label])).toEqual([
      ['a.png', ['x', 'y']],
      ['b/c.png', []],
    ]);
  });

  it('must name them', async () => {
    await expect(read({ 'metadata.csv': 'a,b\n1,2', 'a.png': bytes(1) })).rejects.toMatchObject({
      code: 'unknown_column',
    });
  });
});

describe('an archive', () => {
  it.each(['../a.png', 'a/../../b.png', '/absolute.png', 'C:/drive.png', 'up\\..\\..\\a.png', 'nul\0byte.png'])(
    'gives nothing of a name that leads out of it: %j',
    async (name) => {
      const { records, rejected } = await read({ [name]: bytes(1), 'good/inside.png': bytes(2) });
      expect(records.map(({ place }) => place)).toEqual(['good/inside.png']);
      expect(rejected).toMatchObject([{ code: 'path_escape' }]);
    },
  );

  it('that is cut off, empty or without pictures is refused', async () => {
    const whole = zipOf(Object.entries({ 'a/a.png': bytes(1, 2, 3) }));
    const cut = bytesInput('a.zip', whole.subarray(0, whole.length - 10));
    await expect(collect(imageFolder, cut)).rejects.toMatchObject({ code: 'truncated' });
    await expect(read({})).rejects.toMatchObject({ code: 'empty_file' });
    await expect(read({ 'a.txt': 'text' })).rejects.toMatchObject({ code: 'image_missing' });
  });

  it('that lies of a size is found out when the picture is read', async () => {
    const lying = zipOf(Object.entries({ 'a/a.png': bytes(1, 2, 3), 'a/b.png': bytes(4) }));
    // the size unpacked, in the list of files: 26 bytes of fields end before the name
    lying.writeUInt32LE(1, lying.indexOf('PK\x01\x02') + 24);
    const refusal = async () => {
      const { records } = await collect(imageFolder, bytesInput('a.zip', lying));
      const { content } = records[0]!;
      return content.kind === 'image' ? content.read() : null;
    };
    await expect(refusal()).rejects.toMatchObject({ name: 'FormatError' });
  });

  it('has pictures of any size up to the limit', async () => {
    const { records } = await read({ 'a/a.png': new Uint8Array(100), 'a/b.png': bytes() }, { mostBytes: 50 });
    const codes = records.map(({ content }) =>
      content.kind === 'image' ? content.read().catch(({ code }) => code) : '',
    );
    expect(await Promise.all(codes)).toEqual(['too_large', 'empty_file']);
  });
});

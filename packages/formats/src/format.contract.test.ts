import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseImporters } from './choose-importers.js';
import { collect, inPieces } from './collect.contract.js';
import { FormatError } from './format-error.js';
import { type Imported, type ImportedRecord, isRecord } from './imported.js';
import type { Importer } from './importer.js';
import { bytesInput, type FileInput } from './input.js';
import { importers } from './registry.js';
import { SAMPLES } from './samples.contract.js';

async function bytesOf(input: FileInput): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of input.open()) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** What a record holds, pictures read. */
const plain = async ({ content, ...rest }: ImportedRecord) => ({
  ...rest,
  content: content.kind === 'image' ? { ...content, read: Buffer.from(await content.read()) } : content,
});

it('every importer has a sample, and is found by it', async () => {
  expect(Object.keys(SAMPLES).sort()).toEqual(importers.map(({ id }) => id).sort());
  for (const [id, { file }] of Object.entries(SAMPLES)) {
    for (const name of [file.name, 'a name that tells nothing']) {
      const [best] = await chooseImporters({ ...file, name });
      expect(best.id).toBe(id);
    }
  }
});

describe.each(importers.map((importer) => [importer.id, importer] as const))('%s', (id, importer: Importer) => {
  const { file, isText, long } = SAMPLES[id]!;
  const read = async (input: FileInput, options: unknown = {}) => {
    const { records, rejected, notices } = await collect(importer, input, options);
    return { records: await Promise.all(records.map(plain)), rejected, notices };
  };

  it('gives its records with a place each, and nothing else', async () => {
    const { records, rejected, notices } = await read(file);
    expect(records).toHaveLength(4);
    expect(new Set(records.map(({ place }) => place)).size).toBe(4);
    expect([rejected, notices]).toEqual([[], []]);
  });

  it.each([1, 2, 3, 7, 64])('gives the same whatever the pieces: of %i bytes', async (size) => {
    expect(await read(inPieces(file, size))).toEqual(await read(file));
  });

  it('takes the options that a look proposes', async () => {
    const look = await importer.look(file);
    expect((await read(file, look.options)).records).toHaveLength(4);
    expect(look.rows.length).toBeGreaterThan(0);
  });

  it('refuses an empty file by name', async () => {
    await expect(read(bytesInput(file.name, Buffer.of()))).rejects.toThrow(FormatError);
    const refused = (error: unknown) => expect(error).toBeInstanceOf(FormatError);
    await importer.look(bytesInput(file.name, Buffer.of())).then(({ rows }) => expect(rows).toEqual([]), refused);
  });

  it('refuses options that it does not know the values of', async () => {
    await expect(read(file, { mostBytes: 'many' })).rejects.toMatchObject({ code: 'bad_options' });
  });

  it('ends where it is told to, and closes its source', async () => {
    const stop = new AbortController();
    const source = counted(inPieces(file, 16));
    const given: Imported[] = [];
    const all = (async () => {
      for await (const item of importer.read(source.input, {}, stop.signal)) {
        given.push(item);
        stop.abort();
      }
    })();
    await expect(all).rejects.toThrow(/abort/i);
    expect(given).toHaveLength(1);
    expect(source.open()).toBe(0);
  });

  it('closes its source where its reader has enough', async () => {
    const source = counted(inPieces(file, 16));
    for await (const item of importer.read(source.input)) {
      expect(isRecord(item)).toBe(true);
      break;
    }
    expect(source.open()).toBe(0);
  });

  it('reads or refuses whatever bytes there are, and never fails otherwise', async () => {
    const whole = await bytesOf(file);
    const damage = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 });
    const property = fc.asyncProperty(
      damage,
      fc.nat(whole.length),
      fc.integer({ min: 1, max: 50 }),
      async (bytes, cut, size) => {
        const damaged = Buffer.from(whole);
        for (const [at, byte] of bytes) damaged[at] = byte;
        const input = inPieces(bytesInput(file.name, damaged.subarray(0, cut)), size);
        const given = await read(input).catch((error) => error);
        if (given instanceof Error) expect(given).toBeInstanceOf(FormatError);
        else for (const { reason } of given.rejected) expect(reason).not.toBe('');
      },
    );
    await fc.assert(property, { seed: 14, numRuns: 150 });
  });

  it.skipIf('isAbsentBecause' in long)(
    `holds no more than a little of a long file${'isAbsentBecause' in long ? `: ${long.isAbsentBecause}` : ''}`,
    async () => {
      if ('isAbsentBecause' in long) return;
      const { head, unit, count } = long;
      const perChunk = Math.ceil(2 ** 16 / unit.length);
      const chunk = Buffer.concat(Array.from({ length: perChunk }, () => unit));
      let pulled = 0;
      const input: FileInput = {
        kind: 'file',
        name: file.name,
        async *open() {
          yield head;
          for (let i = 0; i < count; i += perChunk) {
            pulled += chunk.length;
            yield chunk;
          }
        },
      };
      let [records, most] = [0, 0];
      for await (const item of importer.read(input)) {
        if (!isRecord(item)) continue;
        records++;
        most = Math.max(most, pulled - records * unit.length);
      }
      expect(records).toBeGreaterThanOrEqual(count);
      expect(pulled).toBeGreaterThan(45_000_000);
      expect(most).toBeLessThan(500_000);
    },
  );

  if (!isText) return;
  it.each<[string, (text: string) => Uint8Array]>([
    ['with a byte order mark', (text) => Buffer.from(`\ufeff${text}`)],
    ['with CRLF', (text) => Buffer.from(text.replaceAll('\n', '\r\n'))],
    ['without an end of its last line', (text) => Buffer.from(text.trimEnd())],
    ['in UTF-16, low byte first', (text) => Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['in UTF-16, high byte first', (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
    ['in UTF-16 without a mark', (text) => Buffer.from(text, 'utf16le')],
  ])('gives the same %s', async (_, write) => {
    const other = bytesInput(file.name, write((await bytesOf(file)).toString()));
    const expected = await read(file);
    expect(await read(other)).toEqual(expected);
    expect(await read(inPieces(other, 1))).toEqual(expected);
  });

  it('refuses UTF-32 by name', async () => {
    const points = [...(await bytesOf(file)).toString()].map((character) => character.codePointAt(0)!);
    const utf32 = new Uint8Array(Uint32Array.from([0xfeff, ...points]).buffer);
    await expect(read(bytesInput(file.name, utf32))).rejects.toMatchObject({
      code: 'bad_encoding',
      message: expect.stringContaining('UTF-32 LE'),
    });
  });
});

/** How many of the streams that were opened are not closed. */
function counted(input: FileInput) {
  let open = 0;
  return {
    open: () => open,
    input: {
      ...input,
      async *open(range) {
        open++;
        try {
          yield* input.open(range);
        } finally {
          open--;
        }
      },
    } satisfies FileInput,
  };
}

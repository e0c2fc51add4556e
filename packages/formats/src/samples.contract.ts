import { zipOf } from '@querent/testing/zip-of';
import { bytesInput, type FileInput } from './input.js';

/** What the contract suite needs of each importer. */
export interface Sample {
  /** Four records. */
  file: FileInput;
  /** JSON or a table: it can be written in other encodings and with other ends of lines. */
  isText: boolean;
  /** A file of any length: a head, and then the same for each record; absent with a reason. */
  long: { head: Uint8Array; unit: Uint8Array; count: number } | { isAbsentBecause: string };
}

const text = (name: string, content: string) => bytesInput(name, Buffer.from(content));
const CHARACTERS = 'ä漢🚲\u2028';
const LONG_TEXT = 'x'.repeat(400);

/** Version 1 of the format: magic, length of the header, a dictionary of Python filled up with blanks. */
export function npyBytes(dtype: string, shape: number[], values: Uint8Array, isFortran = false): Buffer {
  const dictionary = `{'descr': '${dtype}', 'fortran_order': ${isFortran ? 'True' : 'False'}, 'shape': (${shape.join(', ')},), }`;
  const header = Buffer.from(`${dictionary.padEnd(117)}\n`, 'latin1');
  const length = Buffer.alloc(2);
  length.writeUInt16LE(header.length);
  return Buffer.concat([Buffer.from('\x93NUMPY\x01\x00', 'latin1'), length, header, values]);
}

const floats = (...values: number[]) => new Uint8Array(Float32Array.from(values).buffer);

/** By the id of the importer. */
export const SAMPLES: Record<string, Sample> = {
  jsonl: {
    file: text('a.jsonl', [1, 2, 3, 4].map((i) => `{"id": "${i}", "text": "${CHARACTERS} ${i}"}\n`).join('')),
    isText: true,
    long: { head: Buffer.of(), unit: Buffer.from(`{"text": "${LONG_TEXT}"}\n`), count: 120_000 },
  },
  json: {
    file: text(
      'a.json',
      `[\n${[1, 2, 3, 4].map((i) => `{"id": "${i}", "text": "${CHARACTERS} [${i}"}`).join(',\n')}\n]\n`,
    ),
    isText: true,
    long: { head: Buffer.from('['), unit: Buffer.from(`{"text": "${LONG_TEXT}"},\n`), count: 120_000 },
  },
  csv: {
    file: text('a.csv', `id,text\n${[1, 2, 3, 4].map((i) => `${i},"${CHARACTERS} ""${i}"""\n`).join('')}`),
    isText: true,
    long: { head: Buffer.from('id,text\n'), unit: Buffer.from(`a,"${LONG_TEXT}"\n`), count: 120_000 },
  },
  npy: {
    file: bytesInput('a.npy', npyBytes('<f4', [4, 2], floats(1, 2, 3, 4, 5, 6, 7, 8))),
    isText: false,
    long: { head: npyBytes('<f4', [120_000, 100], Buffer.of()), unit: new Uint8Array(400), count: 120_000 },
  },
  'vectors-folder': {
    file: bytesInput(
      'a.zip',
      zipOf(
        Object.entries({
          'vectors.npy': npyBytes('<f4', [4, 2], floats(1, 2, 3, 4, 5, 6, 7, 8)),
          'table.csv': Buffer.from('id,label\n1,a\n2,b\n3,a\n4,b\n'),
        }),
      ),
    ),
    isText: false,
    long: {
      isAbsentBecause: 'an archive is entered by its list of files; its array and its table are read as elsewhere',
    },
  },
  'image-folder': {
    file: bytesInput(
      'a.zip',
      zipOf(
        Object.entries({ 'a/1.png': floats(1), 'a/2.png': floats(2), 'b/漢.png': floats(3), 'b/4.jpg': floats(4) }),
      ),
    ),
    isText: false,
    long: { isAbsentBecause: 'an archive is entered by its list of files, and its pictures are read one by one' },
  },
};

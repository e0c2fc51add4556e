import { z } from 'zod';
import { attempt } from '../attempt.js';
import { MostBytes } from '../bytes/most-bytes.js';
import { defineImporter } from '../importer.js';
import { contentOf } from '../npy/content-of.js';
import { isNpy } from '../npy/header.js';
import { openNpy } from '../npy/rows.js';

const SHOWN = 20;

export const npy = defineImporter({
  id: 'npy',
  title: 'NumPy array',
  description: 'A row of numbers a record, whatever the type and the order of its bytes. Python objects are refused.',
  source: 'numpy.lib.format, NEP 1',
  extensions: ['npy'],
  mediaTypes: [],
  takes: 'file',
  options: z.object({ mostBytes: MostBytes }),
  detect: (head) => (isNpy(head) ? 1 : 0),
  async look(input, options) {
    const array = await openNpy(input, options.mostBytes);
    const rows: unknown[][] = [];
    for await (const row of array.rows()) if (rows.push([array.isText ? row[0] : row]) === SHOWN) break;
    const notice = `An array of ${array.shape.join(' × ')} values of the type ${array.dtype}.`;
    return {
      columns: [
        {
          name: array.isText ? 'text' : 'vector',
          role: array.isText ? 'text' : 'vector',
          examples: rows.slice(0, 3).map(([value]) => value),
        },
      ],
      rows,
      options,
      notices: [{ place: 'file', notice }],
    };
  },
  async *read(input, options) {
    const array = await openNpy(input, options.mostBytes);
    let row = 0;
    for await (const values of array.rows()) {
      yield* attempt(`row ${++row}`, () => ({
        externalId: null,
        content: contentOf(array, values),
        split: null,
        metadata: {},
      }));
    }
  },
});

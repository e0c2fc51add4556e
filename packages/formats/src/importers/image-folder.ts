import { Columns } from '@querent/contracts';
import { z } from 'zod';
import { isZip } from '../folders/zip.js';
import { byFolder } from '../image-folder/by-folder.js';
import { byTable, lookAtNames } from '../image-folder/by-table.js';
import { collectFiles } from '../image-folder/collect-files.js';
import { defineImporter, type Look } from '../importer.js';

const SHOWN = 20;

export const imageFolder = defineImporter({
  id: 'image-folder',
  title: 'Folder of pictures',
  description:
    'A folder or a ZIP. The class is the name of the folder, or stands in metadata.csv or metadata.jsonl beside the pictures.',
  source: 'huggingface.co/docs/datasets/image_dataset',
  extensions: ['zip'],
  mediaTypes: ['application/zip'],
  takes: 'folder',
  options: z.object({
    columns: Columns.optional().describe(
      'What each column of the table beside the pictures is; left out, it is proposed',
    ),
    hasLabels: z.boolean().default(true).describe('Whether folders are classes, where there is no table'),
    mostBytes: z
      .int()
      .min(1)
      .default(2 ** 26)
      .describe('A picture longer than these bytes is rejected'),
  }),
  detect: (head) => (isZip(head) ? 0.5 : 0),
  async look(folder, options): Promise<Look> {
    const files = await collectFiles(folder);
    const [table] = files.tables;
    const notices = [...files.rejected.map(({ place, reason }) => ({ place, notice: reason })), ...files.notices];
    const names = [...files.pictures.keys()].slice(0, SHOWN);
    if (!table) return { columns: [], rows: names.map((name) => [name]), options, notices };
    const columns = await lookAtNames(table, options.columns);
    return {
      columns,
      rows: [],
      options: { ...options, columns: Object.fromEntries(columns.map(({ name, role }) => [name, role])) },
      notices,
    };
  },
  async *read(folder, { columns, hasLabels, mostBytes }) {
    const files = await collectFiles(folder);
    yield* files.rejected;
    yield* files.notices;
    if (files.tables.length > 0) yield* byTable(files, columns, mostBytes);
    else yield* byFolder(files, hasLabels, mostBytes);
  },
});

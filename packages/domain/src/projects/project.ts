import { type Project, type ProjectCounts, ProjectSettings } from '@querent/contracts';
import type { Prisma } from '@querent/db';
import type { Access } from '../context/access.js';
import { toEncoding } from '../encodings/encoding.js';
import { toImport } from '../imports/to-import.js';
import { IN_ORDER_OF_CLASSES, toClass, toTaskSettings } from '../tasks/project-task.js';

export const projectInclude = {
  imports: { orderBy: { createdAt: 'desc' }, take: 1 },
  encodings: { orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], take: 1 },
  classes: { orderBy: IN_ORDER_OF_CLASSES },
} satisfies Prisma.ProjectInclude;

export type ProjectRow = Prisma.ProjectGetPayload<{ include: typeof projectInclude }>;

export const toProject = (row: ProjectRow, counts: ProjectCounts, access: Access): Project => ({
  id: row.id,
  name: row.name,
  description: row.description,
  recordKind: row.recordKind,
  task: toTaskSettings(row),
  classes: row.classes.map(toClass),
  settings: ProjectSettings.parse(row.settings),
  holdout: row.holdout,
  counts,
  import: row.imports[0] ? toImport(row.imports[0]) : null,
  encoding: row.encodings[0] ? toEncoding(row.encodings[0], row.nextIndex) : null,
  createdAt: row.createdAt.toISOString(),
  ...access,
});

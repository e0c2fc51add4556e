import { Import, type Project, type ProjectCounts, ProjectSettings } from '@querent/contracts';
import type { Prisma } from '@querent/db';
import type { Access } from '../context/access.js';
import { toEncoding } from '../encodings/encoding.js';
import { IN_ORDER_OF_CLASSES, toClass, toTaskSettings } from '../tasks/project-task.js';

export const projectInclude = {
  imports: { orderBy: { createdAt: 'desc' }, take: 1 },
  encodings: { orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], take: 1 },
  classes: { orderBy: IN_ORDER_OF_CLASSES },
} satisfies Prisma.ProjectInclude;

export type ProjectRow = Prisma.ProjectGetPayload<{ include: typeof projectInclude }>;

export const toImport = (row: ProjectRow['imports'][number]): Import => ({
  id: row.id,
  projectId: row.projectId,
  source: row.source,
  name: row.name,
  state: row.state,
  total: row.total,
  done: row.done,
  added: row.added,
  known: row.known,
  restored: row.restored,
  rejectedCount: row.refused,
  ...speedOf(row),
  rejected: Import.shape.rejected.parse(row.rejected),
  notes: Import.shape.notes.parse(row.notices),
  error: row.error,
  createdAt: row.createdAt.toISOString(),
  finishedAt: row.finishedAt?.toISOString() ?? null,
});

/** How fast a running import is. */
function speedOf({ state, done, total, rate }: ProjectRow['imports'][number]) {
  if (state !== 'running' || !rate) return { recordsPerSecond: null, secondsLeft: null };
  return { recordsPerSecond: rate, secondsLeft: total === null ? null : Math.max(0, total - done) / rate };
}

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

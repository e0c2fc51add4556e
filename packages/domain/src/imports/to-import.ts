import { Import } from '@querent/contracts';
import type { Prisma } from '@querent/db';
import { notesOfRow } from './notices.js';

type ImportRow = Prisma.ImportGetPayload<object>;

export const toImport = (row: ImportRow): Import => ({
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
  notes: notesOfRow(row.notices),
  error: row.error,
  createdAt: row.createdAt.toISOString(),
  finishedAt: row.finishedAt?.toISOString() ?? null,
});

/** How fast a running import is. */
function speedOf({ state, done, total, rate }: ImportRow) {
  if (state !== 'running' || !rate) return { recordsPerSecond: null, secondsLeft: null };
  return { recordsPerSecond: rate, secondsLeft: total === null ? null : Math.max(0, total - done) / rate };
}

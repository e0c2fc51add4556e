import type { Import, ImportState, Project, ProjectCounts, RecordKind } from '@querent/contracts';
import { ProjectSettings } from '@querent/contracts';
import type { Prisma, Transaction } from '@querent/db';
import type { Access } from '../context/access.js';

export const projectInclude = {
  imports: { orderBy: { createdAt: 'desc' }, take: 1 },
} satisfies Prisma.ProjectInclude;

export type ProjectRow = Prisma.ProjectGetPayload<{ include: typeof projectInclude }>;

export const toImport = (row: ProjectRow['imports'][number]): Import => ({
  id: row.id,
  projectId: row.projectId,
  source: row.source,
  state: row.state as ImportState,
  total: row.total,
  done: row.done,
  ...speedOf(row),
  rejected: row.rejected as Import['rejected'],
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
  recordKind: row.recordKind as RecordKind,
  classes: row.classes as string[],
  settings: ProjectSettings.parse(row.settings),
  counts,
  import: row.imports[0] ? toImport(row.imports[0]) : null,
  createdAt: row.createdAt.toISOString(),
  ...access,
});

const EMPTY: ProjectCounts = { records: 0, pool: 0, holdout: 0, labelled: 0, skipped: 0 };

/** Counts of several projects in one statement. */
export async function countRecords(
  db: Transaction,
  projectIds: string[],
): Promise<(projectId: string) => ProjectCounts> {
  const rows = await db.$queryRaw<(ProjectCounts & { projectId: string })[]>`
    SELECT r.project_id AS "projectId",
           count(*)::int AS records,
           count(*) FILTER (WHERE r.split = 'pool' AND l.record_id IS NULL)::int AS pool,
           count(*) FILTER (WHERE r.split = 'holdout')::int AS holdout,
           count(*) FILTER (WHERE r.split = 'pool' AND l.record_id IS NOT NULL)::int AS labelled,
           count(*) FILTER (WHERE l.record_id IS NULL AND s.record_id IS NOT NULL)::int AS skipped
    FROM record r
    LEFT JOIN label l ON l.record_id = r.id
    LEFT JOIN (SELECT DISTINCT record_id FROM annotation
               WHERE project_id = ANY(${projectIds}) AND outcome = 'skip' AND undone_at IS NULL) s ON s.record_id = r.id
    WHERE r.project_id = ANY(${projectIds})
    GROUP BY r.project_id`;
  const byId = new Map(rows.map(({ projectId, ...counts }) => [projectId, counts]));
  return (projectId) => byId.get(projectId) ?? EMPTY;
}

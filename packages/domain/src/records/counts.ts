import type { ProjectCounts } from '@querent/contracts';
import type { Transaction } from '@querent/db';

/** Changes of labels are counted up to here: more than a round can ask for. */
const MOST_CHANGES = 10_000;

interface Moves {
  records?: number;
  holdout?: number;
  labelled?: number;
  skipped?: number;
  answered?: number;
}

/**
 * Moves the counts of a project, in the transaction that changes what they count.
 *
 * @param personId whose answers moved them, so that no answer waits for another person's; null for an import
 */
export async function moveCounts(
  tx: Transaction,
  { projectId, personId }: { projectId: string; personId: string | null },
  { records = 0, holdout = 0, labelled = 0, skipped = 0, answered = 0 }: Moves,
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO project_count AS c (project_id, person_id, records, holdout, labelled, skipped, answered)
    VALUES (${projectId}, ${personId ?? ''}, ${records}, ${holdout}, ${labelled}, ${skipped}, ${answered})
    ON CONFLICT (project_id, person_id) DO UPDATE
      SET records = c.records + ${records}, holdout = c.holdout + ${holdout}, labelled = c.labelled + ${labelled},
          skipped = c.skipped + ${skipped}, answered = c.answered + ${answered}`;
}

const NOTHING: ProjectCounts = { records: 0, pool: 0, holdout: 0, labelled: 0, skipped: 0, changed: 0 };

/**
 * What several projects hold, in one statement whose time does not grow with their records.
 *
 * `changed` is how many labels differ from those that the last model has learned from: given since then, or taken back and
 * not given again. A correction is one of each and counts once.
 */
export async function countRecords(
  db: Transaction,
  projectIds: string[],
): Promise<(projectId: string) => ProjectCounts> {
  const rows = await db.$queryRaw<(Omit<ProjectCounts, 'pool'> & { projectId: string })[]>`
    SELECT p.id AS "projectId", c.records, c.holdout, c.labelled, c.skipped,
           greatest(fresh.labels, least(${MOST_CHANGES}, latest.labels - (c.labelled - fresh.labels)), 0)::int AS changed
    FROM project p
    JOIN LATERAL (SELECT sum(records)::int AS records, sum(holdout)::int AS holdout, sum(labelled)::int AS labelled,
                         sum(skipped)::int AS skipped
                  FROM project_count WHERE project_id = p.id HAVING count(*) > 0) c ON true
    JOIN LATERAL (SELECT count(*)::int AS labels
                  FROM (SELECT 1 FROM label WHERE project_id = p.id AND is_new LIMIT ${MOST_CHANGES}) l) fresh ON true
    JOIN LATERAL (SELECT coalesce((SELECT labels FROM round WHERE project_id = p.id ORDER BY number DESC LIMIT 1), 0)
                  AS labels) latest ON true
    WHERE p.id = ANY(${projectIds})`;
  const byId = new Map(
    rows.map(({ projectId, ...counts }) => [
      projectId,
      { ...counts, pool: counts.records - counts.holdout - counts.labelled },
    ]),
  );
  return (projectId) => byId.get(projectId) ?? NOTHING;
}

import { randomUUID } from 'node:crypto';

/**
 * A project of many records without files, as an import would leave it: a holdout of a thousand, the cold start open. No
 * model is trained, since a round wants more labels than come.
 *
 * @param sql runs a statement
 * @param people ids of its members
 */
export async function fillPool(
  sql: (statement: string, values?: unknown[]) => Promise<unknown>,
  { records, people }: { records: number; people: string[] },
) {
  const [projectId, roundId] = [randomUUID(), randomUUID()];
  await sql(`INSERT INTO project (id, name, record_kind, classes, settings) VALUES ($1, 'Bench', 'image', $2, $3)`, [
    projectId,
    JSON.stringify(['a', 'b', 'c']),
    JSON.stringify({ labelsPerRound: 10_000 }),
  ]);
  await sql(`INSERT INTO member (project_id, user_id, role) SELECT $1, unnest($2::text[]), 'annotator'`, [
    projectId,
    people,
  ]);
  await sql(
    `INSERT INTO record (id, project_id, index, name, split, object_key, has_label)
     SELECT gen_random_uuid(), $1, n - 1, 'record ' || n, CASE WHEN n % 300 = 0 THEN 'holdout' ELSE 'pool' END,
            encode(sha256(n::text::bytea), 'hex'), n % 300 = 0
     FROM generate_series(1, $2::int) n`,
    [projectId, records],
  );
  await sql(
    `INSERT INTO label (record_id, project_id, label, is_new) SELECT id, project_id, index % 3, false FROM record
     WHERE project_id = $1 AND split = 'holdout'`,
    [projectId],
  );
  await sql(
    `INSERT INTO project_count (project_id, person_id, records, holdout) SELECT $1, '', count(*), count(*) FILTER (WHERE split = 'holdout')
     FROM record WHERE project_id = $1`,
    [projectId],
  );
  await sql(
    `INSERT INTO round (id, project_id, number, state, seed, config, opened_at) VALUES ($1, $2, 0, 'open', 1, $3, now())`,
    [roundId, projectId, JSON.stringify({ labelsPerRound: 10_000 })],
  );
  await sql(
    `INSERT INTO ranking_entry (round_id, rank, record_id)
     SELECT $1, row_number() OVER (ORDER BY md5(id)) - 1, id FROM record
     WHERE project_id = $2 AND split = 'pool' ORDER BY md5(id) LIMIT 500`,
    [roundId, projectId],
  );
  await sql('VACUUM ANALYZE');
  return { projectId, roundId };
}

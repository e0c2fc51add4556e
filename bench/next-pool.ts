import { randomUUID } from 'node:crypto';

/**
 * A project of many records without files, as an import would leave it: a holdout of a thousand, the cold start open. No
 * model is trained, since a round wants more labels than come.
 *
 * @param sql runs a statement
 * @param people ids of its members
 * @returns among others the answers that may be given
 */
export async function fillPool(
  sql: (statement: string, values?: unknown[]) => Promise<unknown>,
  { records, people }: { records: number; people: string[] },
) {
  const [projectId, roundId] = [randomUUID(), randomUUID()];
  const classIds = ['a', 'b', 'c'].map((name) => `${projectId}-${name}`);
  await sql(
    `INSERT INTO project (id, name, record_kind, task_kind, settings, next_index, begun_at)
     VALUES ($1, 'Bench', 'image', 'single_choice', $2, $3, now())`,
    [projectId, JSON.stringify({ labelsPerRound: 10_000 }), records],
  );
  await sql(
    `INSERT INTO class (id, project_id, name, "order")
     SELECT id, $1, right(id, 1), place - 1 FROM unnest($2::text[]) WITH ORDINALITY AS given (id, place)`,
    [projectId, classIds],
  );
  await sql(`INSERT INTO member (project_id, user_id, role) SELECT $1, unnest($2::text[]), 'annotator'`, [
    projectId,
    people,
  ]);
  await sql(
    `INSERT INTO record (id, project_id, index, name, split, content, object_key, content_hash, has_label)
     SELECT gen_random_uuid(), $1, n - 1, 'record ' || n, (CASE WHEN n % 300 = 0 THEN 'holdout' ELSE 'pool' END)::split,
            '{"width": 28, "height": 28}', hash, hash, n % 300 = 0
     FROM generate_series(1, $2::int) n, encode(sha256(n::text::bytea), 'hex') AS hash`,
    [projectId, records],
  );
  await sql(
    `INSERT INTO label (record_id, project_id, answer, answer_key, origin, is_new)
     SELECT id, project_id, jsonb_build_object('classId', class_id), class_id, 'import', false
     FROM record, LATERAL (SELECT ($2::text[])[1 + index % 3] AS class_id) AS given
     WHERE project_id = $1 AND split = 'holdout'`,
    [projectId, classIds],
  );
  await sql(
    `INSERT INTO project_count (project_id, person_id, records, holdout) SELECT $1, '', count(*), count(*) FILTER (WHERE split = 'holdout')
     FROM record WHERE project_id = $1`,
    [projectId],
  );
  await sql(
    `INSERT INTO round (id, project_id, number, state, seed, config, records, opened_at)
     VALUES ($1, $2, 0, 'open', 1, $3, $4, now())`,
    [roundId, projectId, JSON.stringify({ labelsPerRound: 10_000 }), records],
  );
  await sql(
    `INSERT INTO ranking_entry (round_id, rank, record_id)
     SELECT $1, row_number() OVER (ORDER BY md5(id)) - 1, id FROM record
     WHERE project_id = $2 AND split = 'pool' ORDER BY md5(id) LIMIT 500`,
    [roundId, projectId],
  );
  await sql('VACUUM ANALYZE');
  return { projectId, roundId, answers: classIds.map((classId) => ({ classId })) };
}

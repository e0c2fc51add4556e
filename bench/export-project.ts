import { randomUUID } from 'node:crypto';

/**
 * A project of many texts with what people have answered, as months of labelling would leave it: two of three records have a
 * label, one in a hundred is skipped, as many are kept for measuring, and all have metadata and an id.
 *
 * @param sql runs a statement
 */
export async function fillProject(
  sql: (statement: string, values?: unknown[]) => Promise<unknown>,
  { records, managerId }: { records: number; managerId: string },
) {
  const [projectId, roundId] = [randomUUID(), randomUUID()];
  await sql(
    `INSERT INTO project (id, name, record_kind, task_kind, settings, next_index, begun_at)
     VALUES ($1, 'Bench', 'text', 'single_choice', '{}', $2::int, now())`,
    [projectId, records],
  );
  await sql(
    `INSERT INTO class (id, project_id, name, "order")
     SELECT $1 || '-' || place, $1, 'Class ' || place, place FROM generate_series(0, 9) place`,
    [projectId],
  );
  await sql(`INSERT INTO member (project_id, user_id, role) VALUES ($1, $2, 'engineer')`, [projectId, managerId]);
  await sql(
    `INSERT INTO record (id, project_id, external_id, index, name, split, content, content_hash, metadata, has_label)
     SELECT uuidv7(), $1, 'ticket-' || n, n, 'ticket-' || n,
            (CASE WHEN n % 100 = 0 THEN 'holdout' ELSE 'pool' END)::split,
            jsonb_build_object('text', 'Ticket ' || n || ': the parcel, said to be "delivered" on ' || (n % 28 + 1) ||
              ' May, has not come; ' || repeat(md5(n::text) || ' ', 5)),
            md5(n::text), jsonb_build_object('source', 'shop ' || n % 40, 'stars', n % 5, 'seen', n % 2 = 0), n % 3 < 2
     FROM generate_series(0, $2::int - 1) n`,
    [projectId, records],
  );
  await sql(
    `INSERT INTO round (id, project_id, number, state, seed, config, records, opened_at)
     VALUES ($1, $2, 0, 'open', 1, '{}', $3::int, now())`,
    [roundId, projectId, records],
  );
  await sql(
    `INSERT INTO annotation (id, project_id, record_id, round_id, annotator_id, source, outcome, answer, answer_key, seconds,
                             model_version, idempotency_key)
     SELECT uuidv7(), $1, r.id, $2, $3, 'person', (CASE WHEN r.has_label THEN 'label' ELSE 'skip' END)::outcome,
            CASE WHEN r.has_label THEN jsonb_build_object('classId', own.class_id) END,
            CASE WHEN r.has_label THEN own.class_id END, 2.5, 'r7-0123abcd', r.id
     FROM record r, LATERAL (SELECT $1 || '-' || r.index % 10 AS class_id) own
     WHERE r.project_id = $1 AND (r.has_label OR r.index % 100 = 2)`,
    [projectId, roundId, managerId],
  );
  await sql(
    `INSERT INTO label (record_id, project_id, answer, answer_key, annotation_id, is_new)
     SELECT record_id, project_id, answer, answer_key, id, false FROM annotation
     WHERE project_id = $1 AND outcome = 'label'`,
    [projectId],
  );
  // One of ten was ranked.
  await sql(
    `INSERT INTO ranking_entry (round_id, rank, record_id, score)
     SELECT $2, r.index, r.id, 0.25 FROM record r WHERE r.project_id = $1 AND r.index % 10 = 0`,
    [projectId, roundId],
  );
  await sql('VACUUM ANALYZE');
  return projectId;
}

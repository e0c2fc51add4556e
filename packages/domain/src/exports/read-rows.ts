import type { ExportQuery, RecordKind, Split } from '@querent/contracts';
import { type Db, Prisma } from '@querent/db';

/** Places of records that are looked at with one statement. */
const PLACES = 1_000;
/** Bytes of content, as the database keeps them, after which a statement gives no further record. */
const MOST_BYTES = 2 ** 20;

/** A record with what is known of it; where answers are asked for, as often as it has been answered. */
export interface ExportedRow {
  id: string;
  index: number;
  externalId: string | null;
  name: string;
  split: Split;
  content: unknown;
  objectKey: string | null;
  metadata: Record<string, unknown>;
  /** Of the contents up to this record. */
  bytes: number;
  status: 'labelled' | 'skipped' | 'unlabelled';
  answers: number;
  origin: string | null;
  agreement: number | null;
  /** The label, or the answer; null of a skip. */
  answer: unknown;
  /** As JSON has it. */
  createdAt: string | null;
  annotationId: string | null;
  outcome: string | null;
  source: string | null;
  sourceName: string | null;
  annotatorId: string | null;
  annotator: string | null;
  seconds: number | null;
  modelVersion: string | null;
  round: number | null;
  /** The latest that a round gave it. */
  score: number | null;
  scoredIn: string | null;
  /** What its model said then. */
  prediction: unknown;
}

export type Which = Pick<ExportQuery, 'rows' | 'status' | 'split'> & {
  projectId: string;
  recordKind: RecordKind;
};

const isSkipped = Prisma.sql`EXISTS (
  SELECT 1 FROM annotation s WHERE s.record_id = r.id AND s.undone_at IS NULL AND s.outcome = 'skip')`;
const STATUS: Record<ExportQuery['status'], Prisma.Sql> = {
  all: Prisma.sql`true`,
  labelled: Prisma.sql`r.has_label`,
  skipped: Prisma.sql`NOT r.has_label AND ${isSkipped}`,
  unlabelled: Prisma.sql`NOT r.has_label AND NOT ${isSkipped}`,
};
const SPLIT: Record<ExportQuery['split'], Prisma.Sql> = {
  all: Prisma.sql`true`,
  pool: Prisma.sql`r.split = 'pool'`,
  holdout: Prisma.sql`r.split = 'holdout'`,
};
/** Which answers a row tells of: the one that the label follows from, or each that stands. */
const ANSWERS: Record<ExportQuery['rows'], Prisma.Sql> = {
  records: Prisma.sql`
    LEFT JOIN label l ON l.record_id = p.id
    LEFT JOIN annotation a ON a.id = l.annotation_id`,
  answers: Prisma.sql`
    JOIN annotation a ON a.record_id = p.id AND a.undone_at IS NULL
    LEFT JOIN label l ON l.record_id = p.id`,
};
const HAS_ROWS: Record<ExportQuery['rows'], Prisma.Sql> = {
  records: Prisma.sql`true`,
  answers: Prisma.sql`EXISTS (SELECT 1 FROM annotation s WHERE s.record_id = r.id AND s.undone_at IS NULL)`,
};
const ANSWER: Record<ExportQuery['rows'], Prisma.Sql> = {
  records: Prisma.sql`l.answer, coalesce(a.created_at, l.created_at) AS "createdAt"`,
  answers: Prisma.sql`a.answer, a.created_at AS "createdAt"`,
};

/**
 * The records of a project, or their answers, in the order in which the records came: those that are there when it begins.
 * Each statement looks at some places of records only, so that none takes long, whatever is asked for and however many
 * there are, and as few of large ones as memory should hold.
 */
export async function* readRows(db: Db, which: Which): AsyncGenerator<ExportedRow[]> {
  const { nextIndex: end } = await db.project.findUniqueOrThrow({
    where: { id: which.projectId },
    select: { nextIndex: true },
  });
  const readFrom = async (start: number) => {
    const next = Math.min(start + PLACES, end);
    const rows = await readPlaces(db, which, { start, end: next });
    const last = rows.at(-1);
    return { rows, next: last && last.bytes >= MOST_BYTES ? last.index + 1 : next };
  };
  let coming = end > 0 ? readFrom(0) : null;
  try {
    while (coming) {
      const { rows, next }: Awaited<ReturnType<typeof readFrom>> = await coming;
      // The database reads on while these are written.
      coming = next < end ? readFrom(next) : null;
      coming?.catch(() => {}); // it is told when its turn comes
      if (rows.length > 0) yield rows;
    }
  } finally {
    await coming?.catch(() => {}); // nobody reads on, and nothing is to be left running
  }
}

/** The rows come as one text: the client of the database would spend more on two dozen columns than all the rest takes. */
async function readPlaces(
  db: Db,
  { projectId, rows, status, split }: Which,
  { start, end }: { start: number; end: number },
): Promise<ExportedRow[]> {
  const [{ page }] = await db.$queryRaw<[{ page: string }]>`
  WITH near AS (
    SELECT r.id, r.index, r.external_id, r.name, r.split, r.content, r.object_key, r.metadata, r.has_label,
           pg_column_size(r.content) + pg_column_size(r.metadata) AS own,
           sum(pg_column_size(r.content) + pg_column_size(r.metadata)) OVER (ORDER BY r.index)::float8 AS bytes
    FROM record r
    WHERE r.project_id = ${projectId} AND r.index >= ${start} AND r.index < ${end} AND r.removed_at IS NULL
      AND ${SPLIT[split]} AND ${STATUS[status]} AND ${HAS_ROWS[rows]}
  ), p AS (SELECT * FROM near WHERE bytes - own < ${MOST_BYTES})
  SELECT coalesce(json_agg(one), '[]')::text AS page FROM (
  SELECT p.id, p.index, p.external_id AS "externalId", p.name, p.split, p.content, p.object_key AS "objectKey",
         p.metadata, p.bytes,
         CASE WHEN p.has_label THEN 'labelled' WHEN given.skips > 0 THEN 'skipped' ELSE 'unlabelled' END AS status,
         given.answers, l.origin, l.agreement, ${ANSWER[rows]},
         a.id AS "annotationId", a.outcome, a.source, a.source_name AS "sourceName", a.annotator_id AS "annotatorId",
         person.name AS annotator, a.seconds, a.model_version AS "modelVersion", asked.number AS round,
         ranked.score, ranked.round_id AS "scoredIn", ranked.prediction
  FROM p
  ${ANSWERS[rows]}
  LEFT JOIN "user" person ON person.id = a.annotator_id
  LEFT JOIN round asked ON asked.id = a.round_id
  CROSS JOIN LATERAL (
    SELECT count(*)::int AS answers, count(*) FILTER (WHERE g.outcome = 'skip') AS skips
    FROM annotation g WHERE g.record_id = p.id AND g.undone_at IS NULL) given
  LEFT JOIN LATERAL (
    SELECT e.score, e.round_id, e.prediction FROM ranking_entry e JOIN round o ON o.id = e.round_id
    WHERE e.record_id = p.id AND e.score IS NOT NULL ORDER BY o.number DESC LIMIT 1) ranked ON true
  ORDER BY p.index, a.created_at, a.id) one`;
  return JSON.parse(page);
}

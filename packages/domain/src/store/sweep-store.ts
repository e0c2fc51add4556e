import type { Transaction } from '@querent/db';
import { type Freed, type Store, sweep } from '@querent/storage';

/** Between putting a file and naming it lies less, whatever waits. */
const GRACE_MS = 3_600_000;

/**
 * Frees what no row names: files of projects that were removed, models that newer ones have replaced, graphs that nobody
 * scores or predicts with any more, and what killed workers have left.
 *
 * @returns null where the files are of another database, and stay
 */
export async function sweepStore(
  { db, store }: { db: Transaction; store: Store },
  before = new Date(Date.now() - GRACE_MS),
): Promise<Freed | null> {
  return sweep(store, { owner: await idOf(db), before, findNamed: (keys) => findNamed(db, keys) });
}

/** Who names the files: the id of the first migration, which goes along when a database is moved or restored. */
async function idOf(db: Transaction): Promise<string> {
  const [first] = await db.$queryRaw<
    { id: string }[]
  >`SELECT id FROM _prisma_migrations ORDER BY started_at, id LIMIT 1`;
  if (!first) throw new Error('The database has had no migration.');
  return first.id;
}

async function findNamed(db: Transaction, keys: string[]): Promise<string[]> {
  const rows = await db.$queryRaw<{ key: string }[]>`
    SELECT object_key AS key FROM record WHERE object_key = ANY(${keys})
    UNION SELECT object_key FROM feature_shard WHERE object_key = ANY(${keys})
    UNION SELECT object_key FROM score_part WHERE object_key = ANY(${keys})
    UNION SELECT object_key FROM prediction_part WHERE object_key = ANY(${keys})
    UNION SELECT state_key FROM model WHERE state_key = ANY(${keys})
    UNION SELECT graph_key FROM model WHERE graph_key = ANY(${keys})
    UNION SELECT wanted_key FROM awaited WHERE wanted_key = ANY(${keys})
    UNION SELECT piece.object_key FROM piece JOIN round ON round.id = piece.round_id
      WHERE piece.object_key = ANY(${keys}) AND round.state IN ('queued', 'waiting', 'training', 'scoring')
    UNION SELECT object_key FROM model_export WHERE object_key = ANY(${keys})
    UNION SELECT object_key FROM trial_file WHERE object_key = ANY(${keys})
    UNION SELECT judged_key FROM model WHERE judged_key = ANY(${keys})`;
  return rows.map(({ key }) => key);
}

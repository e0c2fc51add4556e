import { RoundConfig } from '@querent/contracts';
import type { Db } from '@querent/db';
import { z } from 'zod';
import { scoreOf } from '../rounds/score-name.js';

const ClassIds = z.array(z.string());

export interface ScoredBy {
  name: string | null;
  version: string | null;
  /** What the outputs of the model stand for. */
  classIds: string[];
}

/** What the scores of rounds are called, and which models gave them; each round is looked up once. */
export function scoresOf(db: Db): (roundIds: string[]) => Promise<ReadonlyMap<string, ScoredBy>> {
  const known = new Map<string, ScoredBy>();
  return async (roundIds) => {
    const missing = [...new Set(roundIds)].filter((id) => !known.has(id));
    if (missing.length === 0) return known;
    const rounds = await db.round.findMany({
      where: { id: { in: missing } },
      select: { id: true, config: true, model: { select: { version: true, classIds: true } } },
    });
    for (const { id, config, model } of rounds) {
      const version = model?.version ?? null;
      const { scoreName } = scoreOf({ config: RoundConfig.parse(config), modelVersion: version });
      known.set(id, { name: scoreName, version, classIds: ClassIds.parse(model?.classIds ?? []) });
    }
    return known;
  };
}

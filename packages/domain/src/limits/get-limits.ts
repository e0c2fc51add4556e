import type { Limits } from '@querent/contracts';
import { requireMaker } from '../context/access.js';
import type { Context } from '../context/context.js';
import { readLimits } from './read-limits.js';

/** @throws forbidden */
export async function getLimits({ db, actor }: Context): Promise<Limits> {
  requireMaker(actor);
  return readLimits(db);
}

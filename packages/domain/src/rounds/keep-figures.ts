import type { Transaction } from '@querent/db';
import type { Measured } from './compute.js';

/** What a model was measured to be; written anew where it was measured before. */
export async function keepFigures(
  tx: Transaction,
  modelId: string,
  figures: Measured[],
  records: number,
): Promise<void> {
  await tx.figure.deleteMany({ where: { modelId } });
  await tx.figure.createMany({ data: figures.map((figure) => ({ ...figure, modelId, records })) });
}

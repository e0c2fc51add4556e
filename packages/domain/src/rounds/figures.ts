import type { Figure } from '@querent/contracts';
import { figures } from '@querent/core/evaluation';
import type { Prisma, Transaction } from '@querent/db';
import type { Measured } from './compute.js';

/** What a model was measured to be; written anew where it was measured before. */
export async function keepFigures(
  tx: Transaction,
  modelId: string,
  measured: Measured[],
  records: number,
): Promise<void> {
  await tx.figure.deleteMany({ where: { modelId } });
  await tx.figure.createMany({ data: measured.map((figure) => ({ ...figure, modelId, records })) });
}

type FigureRow = Prisma.FigureGetPayload<object>;

/** In the order of the registry, by which the one that is looked at first comes first. */
export const toFigures = (rows: FigureRow[]): Figure[] =>
  figures.list().flatMap(({ id, title, better, unit }) => {
    const row = rows.find((one) => one.id === id);
    if (!row) return [];
    const { value, low, high, records } = row;
    return [{ id, title, better, unit, value, low, high, records }];
  });

/** Those that are measured while a round is made, and that its curve shows. */
export const mainFigures = (measured: Figure[]): Figure[] => measured.filter(({ id }) => figures.get(id).isMain);

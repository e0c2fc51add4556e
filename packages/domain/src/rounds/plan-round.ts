import { type MethodChoice, ProjectSettings, type RoundConfig } from '@querent/contracts';
import type { Transaction } from '@querent/db';
import { shapeOf } from '../records/shards.js';

/** Shapes of pictures that a network for pictures survives. */
const isPicture = (shape: number[] | null): boolean => shape?.length === 3 && shape[0]! >= 12 && shape[1]! >= 12;

/** The network that features suggest. */
export const networkFor = (shape: number[] | null): MethodChoice => ({
  id: isPicture(shape) ? 'gal-cnn' : 'mlp',
  options: {},
});

/** What a round that is made now works with: the settings of its project, decided, and the features that are complete. */
export async function planOf(
  tx: Transaction,
  projectId: string,
): Promise<{ config: RoundConfig; encodingId: string | null; records: number }> {
  const { settings, encoding, nextIndex } = await tx.project.findUniqueOrThrow({
    where: { id: projectId },
    include: { encoding: true },
  });
  const { network, ...rest } = ProjectSettings.parse(settings);
  const config = { ...rest, network: network ?? networkFor(shapeOf(encoding)) };
  return { config, encodingId: encoding?.id ?? null, records: nextIndex };
}

import { MethodChoice, ProjectSettings, type RoundConfig } from '@querent/contracts';
import type { Transaction } from '@querent/db';
import { shapeOf } from '../records/shards.js';

/** Sides of pictures that a network for pictures survives. */
const LEAST_SIDE = 8;

/** The network for features of which nobody has said more than their shape. */
export const networkFor = (shape: number[] | null): MethodChoice => ({
  id: shape?.length === 3 && Math.min(shape[0]!, shape[1]!) >= LEAST_SIDE ? 'gal-cnn' : 'mlp',
  options: {},
});

/**
 * What a round that is made now works with: the settings of its project, decided, and the features that are complete.
 *
 * @param instead of the settings that the project has, where they are only tried
 */
export async function planOf(
  tx: Transaction,
  projectId: string,
  instead?: ProjectSettings,
): Promise<{ config: RoundConfig; encodingId: string | null; records: number }> {
  const { settings, encoding, nextIndex } = await tx.project.findUniqueOrThrow({
    where: { id: projectId },
    include: { encoding: true },
  });
  const { network, ...rest } = instead ?? ProjectSettings.parse(settings);
  const suggested = MethodChoice.nullable().parse(encoding?.network ?? null);
  const config = { ...rest, network: network ?? suggested ?? networkFor(shapeOf(encoding)) };
  return { config, encodingId: encoding?.id ?? null, records: nextIndex };
}

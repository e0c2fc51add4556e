import type { RoundConfig } from '@querent/contracts';

/** Whether a round trains several networks: members of an ensemble, or a network for each part that a calibration keeps aside. */
export function trainsSeveral({ posterior, calibration }: Pick<RoundConfig, 'posterior' | 'calibration'>): boolean {
  const { members = posterior.id === 'deep-ensemble' ? 2 : 1 } = posterior.options;
  return Number(members) > 1 || calibration.id !== 'none';
}

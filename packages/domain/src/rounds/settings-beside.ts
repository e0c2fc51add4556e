import { many, type RoundConfig, type SettingBeside, scheduleInWords } from '@querent/contracts';

/** The settings of a round in the order of the contract, beside earlier ones where they differ. */
export function settingsBeside(config: RoundConfig, before: RoundConfig | null): SettingBeside[] {
  const [words, earlierWords] = [wordsOf(config), before && wordsOf(before)];
  return Object.entries(words).map(([name, now]) => {
    const earlier = earlierWords?.[name] ?? now;
    return { name, now, before: earlier === now ? null : earlier };
  });
}

/** Every setting in words. */
function wordsOf({
  schedule,
  stopping,
  encoder,
  trainsByLabels,
  outside,
  ...rest
}: RoundConfig): Record<string, string> {
  const words: { [Name in keyof RoundConfig]: string } = {
    labelsPerRound: String(rest.labelsPerRound),
    trainsByLabels: trainsByLabels ? 'yes' : 'no',
    schedule: schedule ? scheduleInWords(schedule) : 'never',
    stopping: stopping ? `${methodInWords(stopping.rule)} for ${many(stopping.rounds, 'round')}` : 'none',
    outside: outside
      ? `${outside.says === 'samples' ? 'several draws' : 'one prediction'} of each record, waited for ${outside.hours} h`
      : 'none',
    encoder: encoder ? methodInWords(encoder) : 'as the records suggest',
    network: methodInWords(rest.network),
    posterior: methodInWords(rest.posterior),
    acquisition: methodInWords(rest.acquisition),
    selection: methodInWords(rest.selection),
    calibration: methodInWords(rest.calibration),
    coldStart: methodInWords(rest.coldStart),
    draws: String(rest.draws),
    seed: String(rest.seed),
  };
  return words;
}

function methodInWords({ id, options }: RoundConfig['posterior']): string {
  const set = Object.entries(options).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
  return set.length > 0 ? `${id} (${set.join(', ')})` : id;
}

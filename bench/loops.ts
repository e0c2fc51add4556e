import { DATA, hasData } from './data.ts';
import type { Flags } from './flags.ts';
import { runResumable } from './jobs.ts';
import { LOOP_SETS } from './loop-sets.ts';
import type { LoopJob, LoopRun } from './loops-run.ts';
import { Refusal } from './refusal.ts';
import { mean, median, rounded } from './statistics.ts';
import { table } from './table.ts';

const SEEDS = [1, 2, 3, 4, 5];
const STRATEGIES = ['asked', 'random'] as const satisfies LoopJob['strategy'][];

type Done = LoopJob & LoopRun;

/**
 * What projects with their defaults come to on public sets of each kind, beside questions at random. Goes on after a stop with
 * the runs that are missing.
 */
export async function bench({
  prefer = 'tensorflow',
  sets = Object.keys(LOOP_SETS),
  splits: seeds = SEEDS,
  workers = 1,
}: Flags) {
  const unknown = sets.filter((set) => !(set in LOOP_SETS));
  if (unknown.length > 0)
    throw new Refusal(`There is no set ${unknown.join(', ')}: ${Object.keys(LOOP_SETS).join(', ')}.`);
  for (const { title, folder } of sets.map((set) => LOOP_SETS[set]!))
    if (!hasData(folder))
      throw new Refusal(
        `${title} is missing: there is no "${folder}" in ${DATA}. Name the folder that holds it by QUERENT_DATA.`,
      );
  // Seed by seed, so that a run that is cut short has all sets of the first seeds.
  const jobs = seeds.flatMap((seed) =>
    sets.flatMap((set) =>
      STRATEGIES.map(
        (strategy): LoopJob => ({ title: `${set} ${strategy} ${seed}`, set, strategy, seed, backend: prefer }),
      ),
    ),
  );
  const runs = await runResumable<LoopJob, LoopRun>('loops', './loops-run.ts', jobs, { workers, isFresh: true });
  const done = runs.flatMap(({ job, result }): Done[] => (result ? [{ ...job, ...result }] : []));
  const results = Object.fromEntries(sets.map((set) => [set, resultOf(set, done)]));
  console.log(
    table(
      ['set', 'labels', 'figure', 'asked: median (each)', 'at random: median (each)', 'seconds a run'],
      Object.entries(results).map(([set, { labels, figure, value, seeds: own, randomValue, random, seconds }]) => [
        ...[LOOP_SETS[set]!.title, labels, figure],
        ...[`${value} (${own.join(', ')})`, `${randomValue} (${random.join(', ')})`, seconds],
      ]),
    ),
  );
  return { bench: 'loops', seeds, sets: results };
}

function resultOf(set: string, done: Done[]) {
  const { labels, figure } = LOOP_SETS[set]!;
  const own = done.filter((run) => run.set === set);
  const valuesOf = (strategy: LoopJob['strategy']) =>
    own.filter((run) => run.strategy === strategy).map(({ value }) => rounded(value)!);
  const [seeds, random] = [valuesOf('asked'), valuesOf('random')];
  return {
    ...{ labels, figure, value: rounded(median(seeds)), seeds, randomValue: rounded(median(random)), random },
    ...{ encoder: own[0]?.encoder ?? null, network: own[0]?.network ?? null },
    seconds: rounded(mean(own.map(({ seconds }) => seconds)), 0),
  };
}

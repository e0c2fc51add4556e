import { writeFileSync } from 'node:fs';
import type { BackendName } from '@querent/core/tensors';
import { curvesChart } from './curves-chart.ts';
import { PRESETS, type Preset } from './curves-presets.ts';
import type { CurveJob, CurveRun } from './curves-run.ts';
import { DATA, hasData } from './data.ts';
import type { Flags } from './flags.ts';
import { runJobs } from './jobs.ts';
import { Refusal } from './refusal.ts';
import { mean, median, rounded, standardError } from './statistics.ts';
import { table } from './table.ts';

type Run = CurveRun & { strategy: string; seed: number };
type Row = ReturnType<typeof rowOf>;

/** Learning curves of the papers, replayed by the code of live rounds. Goes on round by round after a stop. */
export async function bench({
  prefer = 'tensorflow',
  sets: wanted = ['gal'],
  methods,
  splits: seeds,
  workers = 1,
  isFull,
}: Flags) {
  const unknown = wanted.filter((name) => !PRESETS[name]);
  if (unknown.length > 0)
    throw new Refusal(`There is no preset ${unknown.join(', ')}: ${Object.keys(PRESETS).join(', ')}.`);
  for (const { data } of wanted.map((name) => PRESETS[name]!)) {
    const folder = data.replace('repeated-', '');
    if (!hasData(folder))
      throw new Refusal(`The set "${folder}" is missing in ${DATA}. Name the folder that holds it by QUERENT_DATA.`);
  }
  const results: Record<string, object> = {};
  for (const name of wanted) results[name] = await replay(name, { prefer, methods, seeds, workers, isFull });
  return { bench: 'curves', scale: isFull ? 'that of the papers' : 'that of two cores', presets: results };
}

interface Replay {
  prefer: BackendName;
  methods: string[] | undefined;
  seeds: number[] | undefined;
  workers: number;
  isFull: boolean;
}

async function replay(name: string, { prefer, methods, seeds, workers, isFull }: Replay) {
  const preset = PRESETS[name]!;
  const scale = isFull ? preset.full : preset.here;
  const strategies = Object.entries(preset.strategies).filter(([id]) => !methods || methods.includes(id));
  // Seed by seed, so that a run that is cut short has all strategies of the first seeds.
  const jobs = (seeds ?? preset.seeds).flatMap((seed) =>
    strategies.map(([id, own]) => ({
      title: `${name} ${id} ${seed}`,
      strategy: id,
      data: preset.data,
      backend: prefer,
      config: { ...scale, ...own, seed },
    })),
  );
  const runs: Run[] = [];
  await runJobs<CurveJob, CurveRun>('./curves-run.ts', jobs, { workers, isFresh: true }, (job, answer) => {
    if (answer.result === undefined) console.error(`${job.title}: ${answer.error}`);
    else runs.push({ strategy: job.strategy, seed: job.config.seed, ...answer.result });
  });
  const rows = strategies.map(([id]) => rowOf(id, runs, preset));
  console.log(`${preset.title}\n${textOf(rows, preset)}`);
  const chart = `${new Date().toISOString().slice(0, 10)}-curves-${name}.svg`;
  const curves = runs.map(curveOf);
  writeFileSync(new URL(`./results/${chart}`, import.meta.url), curvesChart(preset.title, curves));
  return { ...preset, here: undefined, full: undefined, scale, chart, rows, runs: curves };
}

/** Labels at which a run first has so small an error; null where it never has. */
const labelsTo = (error: number, { rounds }: Run) =>
  rounds.find(({ accuracy }) => 1 - accuracy <= error)?.labels ?? null;

/** Of a run that never gets there more labels than any are counted: the median stands as long as most get there. */
const medianOf = (values: (number | null)[]) => {
  const middle = median(values.map((value) => value ?? Number.POSITIVE_INFINITY));
  return Number.isFinite(middle) ? middle : null;
};

function rowOf(strategy: string, runs: Run[], { errors, accuracyAt = [], published }: Preset) {
  const own = runs.filter((run) => run.strategy === strategy);
  return {
    strategy,
    runs: own.length,
    labelsToError: errors.map((error) => {
      const each = own.map((run) => labelsTo(error, run));
      return { error, median: medianOf(each), each };
    }),
    accuracyAt: accuracyAt.map((labels) => {
      const each = own.flatMap((run) => accuracyOf(run, labels) ?? []);
      return {
        labels,
        mean: each.length > 0 ? rounded(mean(each), 4) : null,
        each,
        overRandom: gain(own, runs, labels),
      };
    }),
    published: published?.rows[strategy] ?? null,
  };
}

const accuracyOf = ({ rounds }: Run, labels: number) => rounds.find((round) => round.labels === labels)?.accuracy;

interface Gain {
  value: number;
  low: number;
  high: number;
}

/** Mean of what a strategy is right more often than random with the same seed, with its 95 % interval by Student's t. */
function gain(own: Run[], runs: Run[], labels: number): Gain | null {
  const pairs = own.flatMap((run) => {
    const other = runs.find(({ strategy, seed }) => strategy === 'random' && seed === run.seed);
    const [value, base] = [accuracyOf(run, labels), other && accuracyOf(other, labels)];
    return value === undefined || base === undefined ? [] : value - base;
  });
  const t = [Number.NaN, Number.NaN, 12.706, 4.303, 3.182, 2.776][pairs.length];
  if (!t) return null;
  const [centre, half] = [mean(pairs), t * (standardError(pairs) ?? Number.NaN)];
  const digits = (value: number) => Number(value.toFixed(4));
  return { value: digits(centre), low: digits(centre - half), high: digits(centre + half) };
}

const percent = (share: number) => (100 * share).toFixed(1);
const shownGain = ({ value, low, high }: Gain) =>
  `${value > 0 ? '+' : ''}${percent(value)} (${percent(low)} to ${percent(high)})`;

function textOf(rows: Row[], { errors, accuracyAt = [], published }: Preset) {
  const shown = ({ median: value, each }: Row['labelsToError'][number]) =>
    `${value ?? 'not reached'} (${each.map((one) => one ?? '–').join(', ')})`;
  return table(
    [
      'strategy',
      'runs',
      ...errors.map((error) => `labels to ${100 * error} % error: median (each)`),
      ...accuracyAt.map((labels) => `% right at ${labels}: mean; over random with 95 % interval`),
      published ? `published (${published.source})` : '',
    ],
    rows.map((row) => [
      row.strategy,
      row.runs,
      ...row.labelsToError.map(shown),
      ...row.accuracyAt.map(({ mean: value, overRandom }) =>
        value === null
          ? '–'
          : `${percent(value)}${row.strategy === 'random' || !overRandom ? '' : `; ${shownGain(overRandom)}`}`,
      ),
      row.published?.join(' / ') ?? '',
    ]),
  );
}

const curveOf = ({ strategy, seed, backend, rounds }: Run) => ({
  strategy,
  seed,
  backend,
  seconds: Math.round(rounds.reduce((sum, { seconds: s }) => sum + s.train + s.score + s.measure, 0)),
  labels: rounds.map(({ labels }) => labels),
  accuracy: rounds.map(({ accuracy }) => rounded(accuracy, 4)),
  nll: rounds.map(({ nll }) => rounded(nll, 4)),
});

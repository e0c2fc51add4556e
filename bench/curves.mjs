import { writeFileSync } from 'node:fs';
import { curvesChart } from './curves-chart.mjs';
import { PRESETS } from './curves-presets.mjs';
import { DATA, hasData } from './data.mjs';
import { runJobs } from './jobs.mjs';
import { Refusal } from './refusal.mjs';
import { median, rounded } from './statistics.mjs';
import { table } from './table.mjs';

/** Learning curves of the papers, replayed by the code of live rounds. Goes on round by round after a stop. */
export async function bench({
  prefer = 'tensorflow',
  sets: wanted = ['gal'],
  methods,
  splits: seeds,
  workers = 1,
  isFull,
}) {
  const unknown = wanted.filter((name) => !PRESETS[name]);
  if (unknown.length > 0)
    throw new Refusal(`There is no preset ${unknown.join(', ')}: ${Object.keys(PRESETS).join(', ')}.`);
  if (!hasData('mnist', 'train-images-idx3-ubyte.gz'))
    throw new Refusal(`The set "mnist" is missing in ${DATA}. Name the folder that holds it by QUERENT_DATA.`);
  const results = {};
  for (const name of wanted) results[name] = await replay(name, { prefer, methods, seeds, workers, isFull });
  return { bench: 'curves', scale: isFull ? 'that of the papers' : 'that of two cores', presets: results };
}

async function replay(name, { prefer, methods, seeds, workers, isFull }) {
  const preset = PRESETS[name];
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
  const runs = [];
  await runJobs('./curves-run.mjs', jobs, { workers, isFresh: true }, (job, answer) => {
    if (answer.error) console.error(`${job.title}: ${answer.error}`);
    else runs.push({ strategy: job.strategy, seed: job.config.seed, ...answer.result });
  });
  const rows = strategies.map(([id]) => rowOf(id, runs, preset));
  console.log(`${preset.title}\n${textOf(rows, preset)}`);
  const chart = `${new Date().toISOString().slice(0, 10)}-curves-${name}.svg`;
  writeFileSync(new URL(`./results/${chart}`, import.meta.url), curvesChart(preset.title, runs, preset));
  return { ...preset, here: undefined, full: undefined, scale, chart, rows, runs: runs.map(curveOf) };
}

/** Labels at which a run first has so small an error; null where it never has. */
const labelsTo = (error, { rounds }) => rounds.find(({ accuracy }) => 1 - accuracy <= error)?.labels ?? null;

/** Of a run that never gets there more labels than any are counted: the median stands as long as most get there. */
const medianOf = (values) => {
  const middle = median(values.map((value) => value ?? Number.POSITIVE_INFINITY));
  return Number.isFinite(middle) ? middle : null;
};

function rowOf(strategy, runs, { errors, accuracyAt = [], published }) {
  const own = runs.filter((run) => run.strategy === strategy);
  return {
    strategy,
    runs: own.length,
    labelsToError: errors.map((error) => {
      const each = own.map((run) => labelsTo(error, run));
      return { error, median: medianOf(each), each };
    }),
    accuracyAt: accuracyAt.map((labels) => {
      const each = own.flatMap(({ rounds }) => rounds.find((round) => round.labels === labels)?.accuracy ?? []);
      return { labels, median: each.length > 0 ? rounded(median(each), 4) : null, each };
    }),
    published: published?.rows[strategy] ?? null,
  };
}

function textOf(rows, { errors, accuracyAt = [], published }) {
  const shown = ({ median: value, each }) => `${value ?? 'not reached'} (${each.map((one) => one ?? '–').join(', ')})`;
  return table(
    [
      'strategy',
      'runs',
      ...errors.map((error) => `labels to ${100 * error} % error: median (each)`),
      ...accuracyAt.map((labels) => `accuracy at ${labels}: median (each)`),
      published ? `published (${published.source})` : '',
    ],
    rows.map((row) => [
      row.strategy,
      row.runs,
      ...row.labelsToError.map(shown),
      ...row.accuracyAt.map(({ median: value, each }) => `${value} (${each.map((one) => one.toFixed(3)).join(', ')})`),
      row.published?.join(' / ') ?? '',
    ]),
  );
}

const curveOf = ({ strategy, seed, backend, rounds }) => ({
  strategy,
  seed,
  backend,
  seconds: Math.round(rounds.reduce((sum, { seconds: s }) => sum + s.train + s.score + s.measure, 0)),
  labels: rounds.map(({ labels }) => labels),
  accuracy: rounds.map(({ accuracy }) => rounded(accuracy, 4)),
  nll: rounds.map(({ nll }) => rounded(nll, 4)),
});

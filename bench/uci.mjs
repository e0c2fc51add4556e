import { cpus } from 'node:os';
import { DATA } from './data.mjs';
import { runResumable } from './jobs.mjs';
import { absentOf, methodsOf, optionsOf, versionOf } from './methods.mjs';
import { Refusal } from './refusal.mjs';
import { DRAWS, METHODS, UNITS, variantsOf, withOptions } from './uci-options.mjs';
import { PUBLISHED } from './uci-published.mjs';
import { cellsOf, countsOf, textOf } from './uci-report.mjs';
import { missingSets, SETS, SPLITS } from './uci-sets.mjs';
import { rankingOf, TUNING_SPLITS, tuningText } from './uci-tune.mjs';

const FIT = './uci-fit.mjs';

/**
 * RMSE and log-likelihood of every posterior on the UCI sets and splits of the literature. WebAssembly by default: a step of
 * so small a network is mostly overhead, of which it has least (README.md here).
 */
export async function bench({ prefer = 'wasm', methods, sets = SETS, splits, epochs, workers, tune }) {
  const missing = missingSets(sets);
  if (missing.length > 0)
    throw new Refusal(
      `These sets are missing in ${DATA}/uci-regression: ${missing.join(', ')}. Name the folder that holds them by QUERENT_DATA.`,
    );
  const lines = methodsOf(METHODS, methods).map((line) => withOptions(line, epochs ? { epochs } : {}));
  const run = { workers: workers ?? Math.min(2, cpus().length) };
  const about = { backend: prefer, units: UNITS, draws: DRAWS, methodsNotThere: absentOf(METHODS) };
  if (tune) {
    const jobs = lines.flatMap((line) =>
      tuningJobs(line, { sets, splits: splits ?? TUNING_SPLITS, backend: prefer, epochs }),
    );
    const ranking = rankingOf(await runResumable('uci-tune', FIT, jobs, run));
    console.log(tuningText(ranking));
    return {
      bench: 'uci',
      mode: 'tune',
      measure: 'the last fifth of the training rows; no test row is read',
      ...about,
      ranking,
    };
  }
  const chosen = splits ?? SPLITS;
  const jobs = chosen.flatMap((split) =>
    lines.flatMap((line) => sets.map((set) => jobOf(line, { set, split, backend: prefer }))),
  );
  const answers = await runResumable('uci', FIT, jobs, run);
  const cells = cellsOf(answers, lines, sets, chosen);
  console.log(textOf(cells, chosen));
  return {
    bench: 'uci',
    measure: 'test rows of the shipped splits; mean and standard error over the splits; log-likelihood of the mixture',
    ...about,
    splits: chosen,
    methods: lines.map(({ grid, ...line }) => ({ ...line, options: optionsOf(line, line.options) })),
    cells,
    counts: countsOf(cells),
    published: PUBLISHED,
  };
}

function jobOf(line, { set, split, backend, part = 'test' }) {
  const { method, posterior, dropout, noise } = line;
  const options = optionsOf(line, line.options);
  const version = versionOf(line);
  const title = `${set} ${split} ${method}`;
  return {
    title,
    set,
    split,
    part,
    method,
    posterior,
    version,
    options,
    units: UNITS,
    dropout,
    noise,
    draws: DRAWS,
    backend,
  };
}

/** Every choice of the grid; a choice of epochs gives way to the flag. */
function tuningJobs(line, { sets, splits, backend, epochs }) {
  const { epochs: own, ...grid } = line.grid ?? {};
  return variantsOf({ ...line, grid: epochs || !own ? grid : line.grid }).flatMap(({ choice, entry }) =>
    sets.flatMap((set) =>
      splits.map((split) => {
        const job = jobOf(entry, { set, split, backend, part: 'validation' });
        const text = JSON.stringify(choice);
        return { ...job, choice: text, title: `${job.title} ${text}` };
      }),
    ),
  );
}

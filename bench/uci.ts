import { cpus } from 'node:os';
import type { BackendName } from '@querent/core/tensors';
import { DATA } from './data.ts';
import type { Flags } from './flags.ts';
import { runResumable } from './jobs.ts';
import { absentOf, methodsOf, optionsOf, versionOf } from './methods.ts';
import { Refusal } from './refusal.ts';
import type { UciFit, UciJob } from './uci-fit.ts';
import { DRAWS, METHODS, UNITS, variantsOf, type WholeLine, withOptions } from './uci-options.ts';
import { PUBLISHED } from './uci-published.ts';
import { cellsOf, countsOf, textOf } from './uci-report.ts';
import { missingSets, type Part, SETS, SPLITS } from './uci-sets.ts';
import { rankingOf, TUNING_SPLITS, type TuningJob, tuningText } from './uci-tune.ts';

const FIT = './uci-fit.ts';

/**
 * RMSE and log-likelihood of every posterior on the UCI sets and splits of the literature. WebAssembly by default: a step of
 * so small a network is mostly overhead, of which it has least (README.md here).
 */
export async function bench({ prefer = 'wasm', methods, sets = SETS, splits, epochs, workers, tune }: Flags) {
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
    const ranking = rankingOf(await runResumable<TuningJob, UciFit>('uci-tune', FIT, jobs, run));
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
  const answers = await runResumable<UciJob, UciFit>('uci', FIT, jobs, run);
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

interface Where {
  set: string;
  split: number;
  backend: BackendName;
  part?: Part;
}

function jobOf(line: WholeLine, { set, split, backend, part = 'test' }: Where): UciJob {
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

interface Tuning {
  sets: readonly string[];
  splits: number[];
  backend: BackendName;
  epochs: number | undefined;
}

/** Every choice of the grid; a choice of epochs gives way to the flag. */
function tuningJobs(line: WholeLine, { sets, splits, backend, epochs }: Tuning): TuningJob[] {
  const { epochs: own = [], ...others } = line.grid ?? {};
  const grid = epochs || own.length === 0 ? others : { epochs: own, ...others };
  return variantsOf({ ...line, grid }).flatMap(({ choice, entry }) =>
    sets.flatMap((set) =>
      splits.map((split) => {
        const job = jobOf(entry, { set, split, backend, part: 'validation' });
        const text = JSON.stringify(choice);
        return { ...job, choice: text, title: `${job.title} ${text}` };
      }),
    ),
  );
}

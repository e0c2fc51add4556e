import { posteriors } from '@querent/core';
import { DATA, hasData } from './data.ts';
import type { Flags } from './flags.ts';
import { runResumable } from './jobs.ts';
import { versionOf } from './methods.ts';
import type { MnistFit, MnistJob } from './mnist-fit.ts';
import { Refusal } from './refusal.ts';
import { mean, rounded, standardError } from './statistics.ts';
import { table } from './table.ts';

type Measured = 'errorPercent' | 'nll' | 'ece' | 'secondsOfFit';

const SEEDS = [1, 2, 3];
const DRAWS = 20;
/** Test images: convolutions that each draw has for itself take long to score. */
const TESTS = 2_000;

/** Every posterior with its defaults on the CNN of a new project and a hundred labels: what the first rounds look like. */
export async function bench({ prefer = 'tensorflow', methods, images = 100 }: Flags) {
  const missing = ['mnist', 'fashion-mnist'].filter((set) => !hasData(set, 't10k-images-idx3-ubyte.gz'));
  if (missing.length > 0)
    throw new Refusal(
      `These sets are missing in ${DATA}: ${missing.join(', ')}. Name the folder that holds them by QUERENT_DATA.`,
    );
  const chosen = posteriors.list().filter(({ id }) => !methods || methods.includes(id));
  const jobs = chosen.flatMap(({ id, options }) =>
    SEEDS.map((seed) => ({
      title: `${id} ${seed}`,
      method: id,
      posterior: id,
      version: versionOf({ posterior: id }),
      options: options.parse({}),
      network: { id: 'gal-cnn', options: {} },
      draws: DRAWS,
      images,
      tests: TESTS,
      seed,
      backend: prefer,
    })),
  );
  const answers = await runResumable<MnistJob, MnistFit>('few', './mnist-fit.ts', jobs);
  const rows = chosen.map(({ id }) => {
    const own = answers.filter(({ job }) => job.method === id);
    const results = own.flatMap(({ result }) => result ?? []);
    const of = (figure: Measured) => results.map((result) => result[figure]).filter((value) => value !== null);
    const summary = (figure: Measured) => ({
      mean: rounded(mean(of(figure)), 3),
      standardError: rounded(standardError(of(figure)), 3),
    });
    return {
      method: id,
      fits: results.length,
      errorPercent: summary('errorPercent'),
      nll: summary('nll'),
      ece: summary('ece'),
      secondsOfFit: summary('secondsOfFit'),
    };
  });
  type Summary = (typeof rows)[number][Measured];
  const shown = ({ mean: value, standardError: error }: Summary) => `${value} ± ${error}`;
  console.log(
    table(
      ['method', 'error % ± s.e.', 'NLL', 'ECE', 's of fit'],
      rows.map((r) => [r.method, shown(r.errorPercent), shown(r.nll), shown(r.ece), r.secondsOfFit.mean]),
    ),
  );
  return {
    bench: 'few',
    measure: `the first ${TESTS} MNIST test images after a fit to ${images} training images, drawn by the seed`,
    rows,
  };
}

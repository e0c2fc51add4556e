import { DATA, hasData } from './data.ts';
import type { Flags } from './flags.ts';
import { runResumable } from './jobs.ts';
import { absentOf, methodsOf, optionsOf, versionOf } from './methods.ts';
import type { MnistFit, MnistJob } from './mnist-fit.ts';
import { DRAWS, METHODS, UNITS } from './mnist-options.ts';
import { PUBLISHED, verdictsOf } from './mnist-published.ts';
import { Refusal } from './refusal.ts';
import { table } from './table.ts';

type Answer = Awaited<ReturnType<typeof runResumable<MnistJob & WithDropout, MnistFit>>>[number];
interface WithDropout {
  network: { options: { dropout: number } };
}

/** Error, calibration, foreign images, time and memory of every posterior on the full MNIST training set. */
export async function bench({ prefer = 'tensorflow', methods, epochs, images }: Flags) {
  const missing = ['mnist', 'fashion-mnist'].filter((set) => !hasData(set, 't10k-images-idx3-ubyte.gz'));
  if (missing.length > 0)
    throw new Refusal(
      `These sets are missing in ${DATA}: ${missing.join(', ')}. Name the folder that holds them by QUERENT_DATA.`,
    );
  const lines = methodsOf(METHODS, methods);
  const jobs = lines.map((line) => {
    const { method, posterior, dropout = 0 } = line;
    const options = optionsOf(line, { ...line.options, ...(epochs ? { epochs } : {}) });
    const version = versionOf(line);
    return {
      title: method,
      method,
      posterior,
      version,
      options,
      network: { id: 'mlp', options: { units: UNITS, dropout } },
      draws: DRAWS,
      images: images ?? null,
      backend: prefer,
    };
  });
  const answers = await runResumable<MnistJob & WithDropout, MnistFit>('mnist', './mnist-fit.ts', jobs, {
    isFresh: true,
  });
  const results = Object.fromEntries(answers.flatMap(({ job, result }) => (result ? [[job.method, result]] : [])));
  const verdicts = verdictsOf(results);
  console.log(textOf(answers, verdicts));
  return {
    bench: 'mnist',
    measure:
      'test images; AUROC of telling the Fashion-MNIST test images from those of MNIST; peak memory of a process of its own',
    units: UNITS,
    methodsNotThere: absentOf(METHODS),
    methods: answers.map(({ job, result, error }) => ({
      method: job.method,
      options: job.options,
      dropout: job.network.options.dropout,
      ...(error ? { error } : result),
    })),
    verdicts,
    published: PUBLISHED,
  };
}

function textOf(answers: Answer[], verdicts: ReturnType<typeof verdictsOf>) {
  const head = [
    'method',
    'error %',
    'NLL',
    'ECE',
    'AUROC entropy',
    'AUROC BALD',
    'draws',
    's of fit',
    'parameters',
    'MB of state',
    'peak MB',
    'fit’s MB',
  ];
  const rows = answers.flatMap(({ job, result, error }) => {
    const published = PUBLISHED.filter(({ method }) => method === job.method);
    const own = result
      ? [
          result.errorPercent,
          result.nll,
          result.ece,
          result.aurocEntropy,
          result.aurocBald ?? '–',
          result.draws,
          result.secondsOfFit,
          result.parameters,
          (result.stateBytes / 1e6).toFixed(1),
          result.peakRssMb,
          result.peakRssOfFitMb,
        ]
      : [error ?? 'failed'];
    const filled = [...own, ...Array(head.length - 1 - own.length).fill('')];
    return [
      [job.method, ...filled],
      ...published.map((p) => [`  ${p.source}`, p.error, p.nll, p.ece, ...Array(head.length - 4).fill('')]),
    ];
  });
  const lines = verdicts.map(({ expectation, verdict }) => `${expectation}: ${verdict}`);
  return `${table(head, rows)}\n\n${lines.join('\n')}`;
}

import { DATA, hasData } from './data.mjs';
import { runResumable } from './jobs.mjs';
import { absentOf, methodsOf, optionsOf, versionOf } from './methods.mjs';
import { DRAWS, METHODS, UNITS } from './mnist-options.mjs';
import { PUBLISHED, verdictsOf } from './mnist-published.mjs';
import { Refusal } from './refusal.mjs';
import { table } from './table.mjs';

/** Error, calibration, foreign images, time and memory of every posterior on the full MNIST training set. */
export async function bench({ prefer = 'tensorflow', methods, epochs, images = null }) {
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
      images,
      backend: prefer,
    };
  });
  const answers = await runResumable('mnist', './mnist-fit.mjs', jobs, { isFresh: true });
  const results = Object.fromEntries(
    answers.filter(({ result }) => result).map(({ job, result }) => [job.method, result]),
  );
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

function textOf(answers, verdicts) {
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

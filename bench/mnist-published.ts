/** Published test figures on all 60,000 images: error in per cent, negative log-likelihood in nats where there is one. */
const ANTORAN = 'Antoran’s repository, 2×1200, 200 epochs';
const BLUNDELL = 'Blundell 2015 Table 1, 2×400, quoted from memory';
const LENET = 'uncertainty-baselines, LeNet-5';

interface Published {
  method: string;
  source: string;
  error: number;
  nll?: number;
  ece?: number;
}

export const PUBLISHED: Published[] = [
  { method: 'map', source: ANTORAN, error: 1.58, nll: 0.0573 },
  { method: 'map', source: BLUNDELL, error: 1.83 },
  { method: 'map', source: LENET, error: 0.9, nll: 0.037 },
  { method: 'mc-dropout', source: ANTORAN, error: 1.37, nll: 0.0436 },
  { method: 'mc-dropout', source: `${BLUNDELL}: dropout`, error: 1.51 },
  { method: 'deep-ensemble', source: ANTORAN, error: 1.53, nll: 0.0497 },
  { method: 'deep-ensemble', source: `${LENET}, ten members`, error: 0.6, nll: 0.016, ece: 0.005 },
  { method: 'bbb', source: `${ANTORAN}, Gaussian prior`, error: 2.6, nll: 0.11 },
  { method: 'bbb', source: `${ANTORAN}, mixture prior`, error: 2.38, nll: 0.1008 },
  { method: 'bbb', source: `${BLUNDELL}: Gaussian prior`, error: 1.82 },
  { method: 'bbb', source: `${BLUNDELL}: mixture prior`, error: 1.36 },
  { method: 'bbb', source: `${LENET}, variational inference`, error: 1.5, nll: 0.048, ece: 0.01 },
  { method: 'mnf', source: 'Louizos and Welling 2017, LeNet, quoted from memory', error: 0.7 },
];

/** What is judged of a fit. */
type Judged = Record<'errorPercent' | 'nll' | 'aurocEntropy' | 'aurocBald', number | null>;
type IsBetter = (a: number, b: number) => boolean;

/**
 * What the literature leads us to expect.
 *
 * @param results by method
 * @returns lines { expectation, verdict }; what cannot be judged says so
 */
export function verdictsOf(results: Record<string, Judged>) {
  const say = (needed: string[], expectation: string, judge: () => string) => ({
    expectation,
    verdict: needed.every((method) => results[method]) ? judge() : 'not measured',
  });
  const leads = (figure: keyof Judged, isBetter: IsBetter) => () => {
    const values = Object.entries(results).flatMap(([method, result]) => {
      const value = result[figure];
      return value === null ? [] : [{ method, value }];
    });
    const others = values.filter(({ method }) => method !== 'deep-ensemble');
    const own = values.find(({ method }) => method === 'deep-ensemble')?.value ?? Number.NaN;
    if (others.length === 0) return 'nothing to compare with';
    const { method: best, value } = others.reduce((a, b) => (isBetter(b.value, a.value) ? b : a));
    return `${isBetter(value, own) ? 'no' : 'yes'}: ${own}, the best of the others (${best}) ${value}`;
  };
  const error = (method: string, low: number, high: number) => () => {
    const errorPercent = results[method]?.errorPercent ?? Number.NaN;
    return `${errorPercent >= low && errorPercent <= high ? 'yes' : 'no'}: ${errorPercent} %`;
  };
  const higher: IsBetter = (a, b) => a > b;
  return [
    say(
      ['deep-ensemble'],
      'Ensembles have the best NLL',
      leads('nll', (a, b) => a < b),
    ),
    say(['deep-ensemble'], 'Ensembles tell Fashion-MNIST best by entropy', leads('aurocEntropy', higher)),
    say(['deep-ensemble'], 'Ensembles tell Fashion-MNIST best by BALD', leads('aurocBald', higher)),
    say(['mc-dropout'], 'MC dropout is below 1.6 % error', error('mc-dropout', 0, 1.59)),
    say(['bbb'], 'BBB has 1.3 to 2.6 % error', error('bbb', 1.3, 2.6)),
  ];
}

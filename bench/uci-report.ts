import { mean, rounded, standardError } from './statistics.ts';
import { table } from './table.ts';
import type { UciFit, UciJob } from './uci-fit.ts';
import { gatesOf, PUBLISHED, shownOf } from './uci-published.ts';

/** A job with what became of it. */
export interface UciAnswer<Job extends UciJob = UciJob> {
  job: Job;
  result?: UciFit | undefined;
  error?: string | undefined;
}
type FigureName = 'rmse' | 'logLikelihood';
type IsBetter = (a: number, b: number) => boolean;
interface Told {
  figure: FigureName;
  title: string;
  isBetter: IsBetter;
}
interface Ours {
  mean: number | null;
  standardError: number | null;
}
type Verdict = ReturnType<typeof verdictOf>;
type Measured = Ours & { verdicts: Verdict[] };
interface Cell extends Record<FigureName, Measured> {
  method: string;
  set: string;
  splits: number;
  secondsOfFit: number | null;
  errors?: string[];
}

const FIGURES: readonly [Told, Told] = [
  { figure: 'rmse', title: 'Test RMSE', isBetter: (a, b) => a <= b },
  { figure: 'logLikelihood', title: 'Test log-likelihood (mixture, nats)', isBetter: (a, b) => a >= b },
];

/** Mean and standard error over the splits by set and method, with its verdicts. */
export function cellsOf(
  answers: UciAnswer[],
  methods: { method: string }[],
  sets: readonly string[],
  splits: number[],
): Cell[] {
  return methods.flatMap(({ method }) =>
    sets.map((set) => {
      const own = answers.filter(({ job }) => job.method === method && job.set === set);
      const results = own.flatMap(({ result }) => result ?? []);
      const errors = [...new Set(own.flatMap(({ error }) => error ?? []))];
      const measured = ({ figure, isBetter }: Told): Measured => {
        const values = results.map((result) => result[figure]).filter((value) => value !== null);
        const ours = { mean: rounded(mean(values)), standardError: rounded(standardError(values)) };
        const isWhole = values.length === splits.length && values.length > 1;
        const verdicts = gatesOf(method).map((id) =>
          verdictOf(id, PUBLISHED[id]?.[figure][set], ours, isWhole, isBetter),
        );
        return { ...ours, verdicts };
      };
      const [rmse, logLikelihood] = [measured(FIGURES[0]), measured(FIGURES[1])];
      return {
        method,
        set,
        splits: results.length,
        secondsOfFit: rounded(mean(results.flatMap(({ seconds }) => seconds ?? [])), 2),
        ...(errors.length > 0 ? { errors } : {}),
        rmse,
        logLikelihood,
      };
    }),
  );
}

/** Holds where the published mean is no better than ours by more than two of our standard errors. */
function verdictOf(
  column: string,
  published: [mean: number, spread?: number] | undefined,
  ours: Ours,
  isWhole: boolean,
  isBetter: IsBetter,
) {
  if (!published) return { column, verdict: 'none published' };
  if (!isWhole || ours.mean === null || ours.standardError === null)
    return { column, published, verdict: 'too few splits' };
  const [value] = published;
  if (isBetter(ours.mean, value)) return { column, published, verdict: 'better or equal' };
  const away = Math.abs(ours.mean - value) / ours.standardError;
  return { column, published, verdict: away <= 2 ? 'within 2 s.e.' : `worse by ${away.toFixed(1)} s.e.` };
}

const holds = ({ verdict }: Verdict) => verdict === 'better or equal' || verdict === 'within 2 s.e.';

const isJudged = ({ verdict }: Verdict) => verdict !== 'none published' && verdict !== 'too few splits';

/** How many of the sets that can be judged hold against each column, by method. */
export function countsOf(cells: Cell[]) {
  return [...new Set(cells.map(({ method }) => method))].flatMap((method) =>
    gatesOf(method).map((column) => {
      const own = cells.filter((cell) => cell.method === method);
      const count = (figure: FigureName) => {
        const verdicts = own.flatMap((cell) => cell[figure].verdicts.filter((v) => v.column === column && isJudged(v)));
        return { held: verdicts.filter(holds).length, of: verdicts.length };
      };
      return { method, column, rmse: count('rmse'), logLikelihood: count('logLikelihood') };
    }),
  );
}

/** What is printed: a table for each figure, then the counts. */
export function textOf(cells: Cell[], splits: number[]) {
  const parts = FIGURES.map(({ figure, title }) => {
    // By set, and of each in the order of the methods.
    const bySet = cells.toSorted((a, b) => (a.set < b.set ? -1 : a.set > b.set ? 1 : 0));
    const rows = bySet.map((cell) => [
      `${cell.set}  ${cell.method}`,
      withSpread(cell[figure]),
      cell.splits,
      shownOf(cell.method)
        .map((id) => shown(id, PUBLISHED[id]?.[figure][cell.set]))
        .join(', '),
      cell[figure].verdicts.map(({ column, verdict }) => `${column}: ${verdict}`).join(', '),
    ]);
    return `${title}\n${table(['set and method', 'ours ± s.e.', 'splits', 'published', 'verdict'], rows)}`;
  });
  const counts = countsOf(cells).map(
    ({ method, column, rmse, logLikelihood }) =>
      `${method} against ${PUBLISHED[column]?.source}: RMSE ${rmse.held} of ${rmse.of} sets, log-likelihood ${logLikelihood.held} of ${logLikelihood.of}`,
  );
  const failures = cells.flatMap(({ method, set, errors = [] }) =>
    errors.map((error) => `${method} on ${set}: ${error}`),
  );
  return [
    ...parts,
    ...(failures.length > 0 ? [['Failed', ...failures].join('\n')] : []),
    ['Sets within two of our standard errors of the published mean, or better', ...counts].join('\n'),
    [
      `Splits ${splits.join(' ')}. ± is the standard error over the splits; of the published figures it is what stands behind it.`,
      'Log-likelihoods of other kinds stand beside ours for want of better ones:',
      ...Object.entries(PUBLISHED).map(
        ([id, c]) => `  ${id}: ${c.source}; ± ${c.spread}; ${c.likelihood} log-likelihood`,
      ),
    ].join('\n'),
  ].join('\n\n');
}

const withSpread = ({ mean: value, standardError: spread }: Ours) =>
  value === null ? '–' : spread === null ? `${value}` : `${value} ± ${spread}`;
const shown = (id: string, cell: [mean: number, spread?: number] | undefined) =>
  cell ? `${id} ${cell[0]}${cell[1] === undefined ? '' : ` ± ${cell[1]} ${PUBLISHED[id]?.spread}`}` : `${id} –`;

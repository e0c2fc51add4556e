import { mean, rounded, standardError } from './statistics.mjs';
import { table } from './table.mjs';
import { gatesOf, PUBLISHED, shownOf } from './uci-published.mjs';

const FIGURES = [
  { figure: 'rmse', title: 'Test RMSE', isBetter: (a, b) => a <= b },
  { figure: 'logLikelihood', title: 'Test log-likelihood (mixture, nats)', isBetter: (a, b) => a >= b },
];

/** Mean and standard error over the splits by set and method, with its verdicts. */
export function cellsOf(answers, methods, sets, splits) {
  return methods.flatMap(({ method }) =>
    sets.map((set) => {
      const own = answers.filter(({ job }) => job.method === method && job.set === set);
      const results = own.flatMap(({ result }) => result ?? []);
      const errors = [...new Set(own.flatMap(({ error }) => error ?? []))];
      const cell = {
        method,
        set,
        splits: results.length,
        secondsOfFit: rounded(mean(results.map(({ seconds }) => seconds)), 2),
        ...(errors.length > 0 ? { errors } : {}),
      };
      for (const { figure, isBetter } of FIGURES) {
        const values = results.map((result) => result[figure]).filter((value) => value !== null);
        const ours = { mean: rounded(mean(values)), standardError: rounded(standardError(values)) };
        const isWhole = values.length === splits.length && values.length > 1;
        const verdicts = gatesOf(method).map((id) =>
          verdictOf(id, PUBLISHED[id][figure][set], ours, isWhole, isBetter),
        );
        cell[figure] = { ...ours, verdicts };
      }
      return cell;
    }),
  );
}

/** Holds where the published mean is no better than ours by more than two of our standard errors. */
function verdictOf(column, published, ours, isWhole, isBetter) {
  if (!published) return { column, verdict: 'none published' };
  if (!isWhole) return { column, published, verdict: 'too few splits' };
  const [value] = published;
  if (isBetter(ours.mean, value)) return { column, published, verdict: 'better or equal' };
  const away = Math.abs(ours.mean - value) / ours.standardError;
  return { column, published, verdict: away <= 2 ? 'within 2 s.e.' : `worse by ${away.toFixed(1)} s.e.` };
}

const holds = ({ verdict }) => verdict === 'better or equal' || verdict === 'within 2 s.e.';

const isJudged = ({ verdict }) => verdict !== 'none published' && verdict !== 'too few splits';

/** How many of the sets that can be judged hold against each column, by method. */
export function countsOf(cells) {
  return [...new Set(cells.map(({ method }) => method))].flatMap((method) =>
    gatesOf(method).map((column) => {
      const own = cells.filter((cell) => cell.method === method);
      const count = (figure) => {
        const verdicts = own.flatMap((cell) => cell[figure].verdicts.filter((v) => v.column === column && isJudged(v)));
        return { held: verdicts.filter(holds).length, of: verdicts.length };
      };
      return { method, column, rmse: count('rmse'), logLikelihood: count('logLikelihood') };
    }),
  );
}

/** What is printed: a table for each figure, then the counts. */
export function textOf(cells, splits) {
  const parts = FIGURES.map(({ figure, title }) => {
    const rows = cells.map((cell) => [
      `${cell.set}  ${cell.method}`,
      withSpread([cell[figure].mean, cell[figure].standardError], 's.e.'),
      cell.splits,
      shownOf(cell.method)
        .map((id) => shown(id, PUBLISHED[id][figure][cell.set]))
        .join(', '),
      cell[figure].verdicts.map(({ column, verdict }) => `${column}: ${verdict}`).join(', '),
    ]);
    rows.sort(([a], [b]) => (a.split('  ')[0] < b.split('  ')[0] ? -1 : a.split('  ')[0] > b.split('  ')[0] ? 1 : 0));
    return `${title}\n${table(['set and method', 'ours ± s.e.', 'splits', 'published', 'verdict'], rows)}`;
  });
  const counts = countsOf(cells).map(
    ({ method, column, rmse, logLikelihood }) =>
      `${method} against ${PUBLISHED[column].source}: RMSE ${rmse.held} of ${rmse.of} sets, log-likelihood ${logLikelihood.held} of ${logLikelihood.of}`,
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

const withSpread = ([value, spread], kind) =>
  value === null
    ? '–'
    : spread === null || spread === undefined
      ? `${value}`
      : `${value} ± ${spread}${kind === 's.e.' ? '' : ` ${kind}`}`;
const shown = (id, cell) =>
  cell ? `${id} ${cell[0]}${cell[1] === undefined ? '' : ` ± ${cell[1]} ${PUBLISHED[id].spread}`}` : `${id} –`;

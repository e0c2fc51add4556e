import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { table } from '../tools/methods/markdown.ts';
import { type Curve, curvesChart } from './curves-chart.ts';
import { nameOf } from './names.ts';
import { Refusal } from './refusal.ts';

const PAGE = new URL('../docs/posteriors.md', import.meta.url);
const RESULTS = new URL('./results/', import.meta.url);
const SETS: Record<string, string> = {
  bostonHousing: 'Boston',
  concrete: 'Concrete',
  energy: 'Energy',
  yacht: 'Yacht',
  'wine-quality-red': 'Wine',
};
interface Spread {
  mean: number;
  standardError: number;
}
interface MnistRow {
  method: string;
  errorPercent: number;
  nll: number;
  ece: number;
  aurocEntropy: number;
  aurocBald: number | null;
  secondsOfFit: number;
  parameters: number;
  peakRssMb: number;
}
interface FewRow {
  method: string;
  errorPercent: Spread;
  nll: Spread;
  ece: Spread;
  secondsOfFit: Spread;
}
interface UciCell {
  method: string;
  set: string;
  rmse: Spread;
  logLikelihood: Spread;
}
/** What the files of each bench hold of all that is read here. */
interface Results {
  mnist: { methods: MnistRow[] };
  few: { rows: FewRow[] };
  uci: { cells: UciCell[] };
  variance: {
    exact: { correlation: number; meanFieldOptimum: number };
    methods: { method: string; deviations: number; correlation: number }[];
  };
}

interface Curves {
  presets: Record<string, { title: string; chart: string; runs: Curve[] }>;
}

const withError = ({ mean, standardError }: Spread, digits = 2) =>
  `${mean.toFixed(digits)} ± ${standardError.toFixed(digits)}`;

/** Puts the figures of the newest results into docs/posteriors.md, and draws the charts of curves. */
export async function bench() {
  for (const [file, text] of written()) writeFileSync(file, text);
  return null;
}

/** Files that are written from the recorded results, with their texts. */
export const written = () => [[PAGE, posteriorsPage()] as const, ...charts()];

function posteriorsPage() {
  const tables = { mnist: mnistTable(), few: fewTable(), uci: uciTables(), variance: varianceTable() };
  let page = readFileSync(PAGE, 'utf8');
  for (const [name, text] of Object.entries(tables)) {
    page = page.replace(
      new RegExp(`<!-- ${name} -->[\\s\\S]*<!-- /${name} -->`),
      () => `<!-- ${name} -->\n\n${text}\n\n<!-- /${name} -->`,
    );
  }
  return page;
}

/** Charts of all results of curves, under the names by which the results know them. */
function charts() {
  const files = readdirSync(RESULTS).filter((file) => /-curves(-.*)?\.json$/.test(file));
  return files.flatMap((file) => {
    const { presets }: Curves = JSON.parse(readFileSync(new URL(file, RESULTS), 'utf8'));
    return Object.values(presets).map(
      ({ title, chart, runs }) => [new URL(chart, RESULTS), curvesChart(title, runs)] as const,
    );
  });
}

/** Results of a bench, oldest first, of the whole and of a part of the methods. */
function resultsOf<Bench extends keyof Results>(bench: Bench): Results[Bench][] {
  const files = readdirSync(RESULTS).filter((file) =>
    new RegExp(`^\\d{4}-\\d\\d-\\d\\d-${bench}(-methods-[^.]*)?\\.json$`).test(file),
  );
  if (files.length === 0) throw new Refusal(`There is no result of "${bench}" yet: npm run bench -- ${bench}`);
  const results = files.map((file): Results[Bench] & { date: string } =>
    JSON.parse(readFileSync(new URL(file, RESULTS), 'utf8')),
  );
  // Of one day the part comes after the whole, in whose place it was measured again.
  const sizeOf = (result: { methods?: unknown[]; cells?: unknown[]; rows?: unknown[] }) =>
    (result.methods ?? result.cells ?? result.rows ?? []).length;
  return results.sort((a, b) => a.date.localeCompare(b.date) || sizeOf(b) - sizeOf(a));
}

/** Of rows that name a method, the newest of each. */
const newest = <Row extends { method: string }>(rows: Row[], keyOf = ({ method }: Row) => method) => [
  ...new Map(rows.map((row) => [keyOf(row), row])).values(),
];

const markdown = (head: string[], rows: unknown[][]) => table(head, rows, true);

function mnistTable() {
  const rows = newest(resultsOf('mnist').flatMap(({ methods }) => methods));
  return markdown(
    ['posterior', 'error %', 'NLL', 'ECE', 'AUROC entropy', 'AUROC BALD', 's of fit', 'numbers kept', 'peak MB'],
    rows.map((r) => [
      nameOf(r.method),
      r.errorPercent.toFixed(2),
      r.nll.toFixed(4),
      r.ece.toFixed(4),
      r.aurocEntropy.toFixed(3),
      r.aurocBald?.toFixed(3) ?? '–',
      Math.round(r.secondsOfFit),
      `${(r.parameters / 1e6).toFixed(2)} M`,
      r.peakRssMb,
    ]),
  );
}

function fewTable() {
  const rows = newest(resultsOf('few').flatMap(({ rows: own }) => own));
  return markdown(
    ['posterior', 'error %', 'NLL', 'ECE', 's of fit'],
    rows.map((r) => [
      nameOf(r.method),
      withError(r.errorPercent, 1),
      withError(r.nll),
      withError(r.ece, 3),
      r.secondsOfFit.mean.toFixed(1),
    ]),
  );
}

function uciTables() {
  const cells = newest(
    resultsOf('uci').flatMap((result) => result.cells),
    ({ method, set }) => `${method} ${set}`,
  );
  const methods = [...new Set(cells.map(({ method }) => method))];
  const cellOf = (method: string, set: string) => {
    const cell = cells.find((own) => own.method === method && own.set === set);
    if (!cell) throw new Refusal(`There is no result of ${method} on ${set}.`);
    return cell;
  };
  const of = (figure: 'rmse' | 'logLikelihood') =>
    markdown(
      [figure === 'rmse' ? 'RMSE' : 'log-likelihood', ...Object.values(SETS)],
      methods.map((method) => [
        nameOf(method),
        ...Object.keys(SETS).map((set) => withError(cellOf(method, set)[figure])),
      ]),
    );
  return `${of('rmse')}\n\n${of('logLikelihood')}`;
}

function varianceTable() {
  const { exact, methods } = resultsOf('variance').at(-1)!;
  return markdown(
    ['posterior', 'deviation of a weight, of the exact one', 'correlation of both weights'],
    [
      ['exact', '1.00', exact.correlation.toFixed(2)],
      ['best independent Gaussians', exact.meanFieldOptimum.toFixed(2), '0.00'],
      ...methods.map((r) => [nameOf(r.method), r.deviations.toFixed(2), r.correlation.toFixed(2)]),
    ],
  );
}

import { mean, rounded } from './statistics.ts';
import { table } from './table.ts';
import type { UciJob } from './uci-fit.ts';
import type { UciAnswer } from './uci-report.ts';

/** A job whose options a grid has chosen, which are told as JSON. */
export type TuningJob = UciJob & { choice: string };

/** Splits whose training rows are used; their test rows are not. */
export const TUNING_SPLITS = [0, 1, 2];

/**
 * Means over sets and splits, by method and choice, best first. Log-likelihoods may be averaged over sets: another unit of
 * the target moves those of all choices alike. Of RMSE it is the ratio to the best of that set and method.
 */
export function rankingOf(answers: UciAnswer<TuningJob>[]) {
  const methods = [...new Set(answers.map(({ job }) => job.method))];
  return methods.map((method) => {
    const own = answers.filter(({ job }) => job.method === method);
    const choices = [...new Set(own.map(({ job }) => job.choice))];
    const sets = [...new Set(own.map(({ job }) => job.set))];
    const meanOf = (choice: string, set: string, figure: 'rmse' | 'logLikelihood') =>
      mean(
        own
          .filter(({ job }) => job.choice === choice && job.set === set)
          .map(({ result }) => result?.[figure] ?? Number.NaN),
      );
    const bySet = Object.fromEntries(
      sets.map((set) => [
        set,
        Math.min(...choices.map((choice) => meanOf(choice, set, 'rmse')).filter(Number.isFinite)),
      ]),
    );
    const rows = choices.map((choice) => ({
      choice: JSON.parse(choice) as object,
      logLikelihood: rounded(mean(sets.map((set) => meanOf(choice, set, 'logLikelihood')))),
      rmseRatio: rounded(mean(sets.map((set) => meanOf(choice, set, 'rmse') / (bySet[set] ?? Number.NaN)))),
      sets: sets.map((set) => ({
        set,
        rmse: rounded(meanOf(choice, set, 'rmse')),
        logLikelihood: rounded(meanOf(choice, set, 'logLikelihood')),
      })),
    }));
    const of = (row: (typeof rows)[number]) => row.logLikelihood ?? Number.NEGATIVE_INFINITY;
    return { method, rows: rows.sort((a, b) => of(b) - of(a)) };
  });
}

/** What is printed. */
export function tuningText(ranking: ReturnType<typeof rankingOf>) {
  return ranking
    .map(({ method, rows }) => {
      const sets = rows[0]?.sets.map(({ set }) => set) ?? [];
      const lines = rows.map(({ choice, logLikelihood, rmseRatio, sets }) => [
        JSON.stringify(choice),
        logLikelihood ?? 'failed',
        rmseRatio,
        ...sets.map((cell) => `${cell.rmse} / ${cell.logLikelihood}`),
      ]);
      return `${method}\n${table(['choice', 'mean LL', 'RMSE ratio', ...sets.map((set) => `${set} RMSE / LL`)], lines)}`;
    })
    .join('\n\n');
}

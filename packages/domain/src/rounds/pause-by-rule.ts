import { many, ProjectSettings, type Round, type StoppingSetting } from '@querent/contracts';
import { stoppingRules, type Verdict, verdictOf } from '@querent/core/stopping';
import type { Transaction } from '@querent/db';
import { databaseTime } from '../context/database-time.js';
import { errorOf } from './error-of.js';
import { roundInclude, toRound } from './round.js';

/**
 * Pauses a project whose stopping rule has held for as many rounds as it is set to, and keeps what it said. Called when a round
 * has opened, in its transaction.
 */
export async function pauseByRule(tx: Transaction, projectId: string): Promise<void> {
  const { settings, pausedAt, judgedFrom } = await tx.project.findUniqueOrThrow({ where: { id: projectId } });
  const { stopping } = ProjectSettings.parse(settings);
  if (!stopping || pausedAt) return;
  const rows = await tx.round.findMany({
    where: { projectId, state: { in: ['open', 'closed'] }, model: { isNot: null } },
    orderBy: { number: 'asc' },
    include: roundInclude,
  });
  const reason = reasonToStop(stopping, rows.map(toRound), judgedFrom);
  if (reason === null) return;
  const data = { pausedAt: await databaseTime(tx), pausedBy: null, pauseReason: reason };
  await tx.project.update({ where: { id: projectId }, data });
}

/**
 * @param rounds oldest first
 * @param judgedFrom the rule has to hold in rounds from this number on; those before it are looked at as what came before
 * @returns why it is enough, in sentences with figures; null where it is not
 */
export function reasonToStop(
  { rule: { id, options }, rounds: wanted }: StoppingSetting,
  rounds: readonly Round[],
  judgedFrom: number,
): string | null {
  const rule = stoppingRules.find(id);
  const measured = rounds.filter(({ figures }) => figures.length > 0);
  if (!rule || measured.length < wanted) return null;
  const figures = measured.map(({ labels, figures: [figure] }) => ({ labels, error: errorOf(figure!, figure!.value) }));
  const parsed = rule.options.parse(options);
  let last: Verdict | null = null;
  for (let end = measured.length - wanted + 1; end <= measured.length; end++) {
    if (measured[end - 1]!.number < judgedFrom) return null;
    last = verdictOf(rule, figures.slice(0, end), parsed);
    if (!last.isReached) return null;
  }
  const held = wanted > 1 ? ` It has held for ${many(wanted, 'round')} in a row.` : '';
  const { title, unit, value, low, high } = measured.at(-1)!.figures[0]!;
  const digits = (one: number) => (unit === 'share' ? one.toFixed(3) : String(Number(one.toPrecision(4))));
  return `“${rule.title}”: ${last!.reason}${held} ${title} is ${digits(value)} [${digits(low)}, ${digits(high)}] by now.`;
}

import { type Round, RoundConfig, type RoundDetails, STAGES } from '@querent/contracts';
import type { Transaction } from '@querent/db';
import { z } from 'zod';
import { requireManager } from '../context/access.js';
import type { Context } from '../context/context.js';
import { countAnswers } from '../tasks/count-answers.js';
import { readTask } from '../tasks/project-task.js';
import { getRoundRow } from './get-round.js';
import { findOpenRound, type RoundRow, toRound, UNDONE } from './round.js';
import { settingsBeside } from './settings-beside.js';

const Losses = z.array(z.tuple([z.number(), z.number()]));

/** Everything about one round, for those who manage its project. @throws round_not_found, forbidden */
export async function getRoundDetails(context: Context, { roundId }: { roundId: string }): Promise<RoundDetails> {
  const { db, actor } = context;
  const row = await getRoundRow(context, roundId);
  const { projectId, number } = row;
  await requireManager(db, actor, projectId);
  const [task, log, parts, before, after, open, groups, skips] = await Promise.all([
    readTask(db, projectId),
    db.roundLog.findMany({ where: { roundId }, orderBy: { id: 'asc' } }),
    db.scorePart.findMany({ where: { roundId }, select: { count: true, done: true, objectKey: true } }),
    db.round.findFirst({ where: { projectId, number: { lt: number } }, orderBy: { number: 'desc' } }),
    db.round.findFirst({
      where: { projectId, number: { gt: number }, openedAt: { not: null } },
      orderBy: { number: 'asc' },
      select: { openedAt: true },
    }),
    findOpenRound(db, projectId),
    db.$queryRaw<{ answer: unknown; count: number }[]>`
      SELECT answer, count(*)::int AS count FROM annotation
      WHERE round_id = ${roundId} AND undone_at IS NULL AND outcome = 'label'
      GROUP BY answer_key, answer ORDER BY count DESC, answer_key LIMIT ${MOST_GROUPS}`,
    countSkips(db, roundId),
  ]);
  const round = toRound(row);
  const sum = (of: (part: (typeof parts)[number]) => number) => parts.reduce((total, part) => total + of(part), 0);
  return {
    round,
    stages: stagesOf(row, after?.openedAt ?? null),
    losses: Losses.catch([]).parse(row.losses),
    parts:
      parts.length === 0
        ? null
        : {
            total: parts.length,
            done: parts.filter(({ objectKey }) => objectKey !== null).length,
            records: sum(({ count }) => count),
            scored: sum(({ done }) => done),
          },
    log: log.map(({ id, at, level, text }) => ({ id: String(id), at: at.toISOString(), level, text })),
    answered: {
      labels: groups.reduce((total, { count }) => total + count, 0),
      skips,
      byAnswer: countAnswers(task, groups),
    },
    settings: settingsOf(round, before),
    serving: open && open.id !== roundId ? { number: open.number, modelVersion: open.model?.version ?? null } : null,
  };
}

/** A cold start has no model: its network is none, and no other is one that changed. */
function settingsOf({ number, config }: Round, before: { number: number; config: unknown } | null) {
  const settings = settingsBeside(config, before && RoundConfig.parse(before.config));
  if (number === 0) return settings.filter(({ name }) => name !== 'network');
  return settings.map((one) => (one.name === 'network' && before?.number === 0 ? { ...one, before: null } : one));
}

const MOST_GROUPS = 1_000;

const countSkips = (db: Transaction, roundId: string) =>
  db.annotation.count({ where: { roundId, undoneAt: null, outcome: 'skip' } });

/** Each stage with how long it took, as far as the round has come. @param closedAt when the next one opened */
function stagesOf(row: RoundRow, closedAt: Date | null): RoundDetails['stages'] {
  const { timings, progress, state } = toRound(row);
  const between = (from: Date | null, to: Date | null) => (from && to ? (to.getTime() - from.getTime()) / 1_000 : null);
  const seconds: Record<(typeof STAGES)[number], number | null> = {
    queued: between(row.queuedAt, row.begunAt),
    waiting: timings?.trainSeconds ?? null,
    training: timings?.trainSeconds ?? null,
    drawing: timings?.drawSeconds ?? null,
    scoring: timings?.scoreSeconds ?? null,
    measuring: timings?.measureSeconds ?? null,
    open: between(row.openedAt, closedAt),
  };
  if (row.number === 0) return [{ id: 'open', state: closedAt ? 'done' : 'now', seconds: seconds.open }];
  const config = RoundConfig.parse(row.config);
  const stages = STAGES.filter((id) => (config.outside ? id !== 'training' && id !== 'drawing' : id !== 'waiting'));
  const at = stages.indexOf(placeOf(row, progress?.stage === 'measuring'));
  const now = UNDONE.includes(state) ? 'ended' : state === 'closed' ? 'done' : 'now';
  return stages.map((id, place) => ({
    id,
    state: place < at ? 'done' : place > at ? 'waits' : now,
    seconds: place > at ? null : seconds[id],
  }));
}

/** The stage that a round is in, or ended in. */
function placeOf(
  { openedAt, begunAt, scoringSince, model, config }: RoundRow,
  isMeasuring: boolean,
): (typeof STAGES)[number] {
  if (openedAt) return 'open';
  if (!begunAt) return 'queued';
  if (!model) return RoundConfig.parse(config).outside ? 'waiting' : 'training';
  if (!scoringSince) return 'drawing';
  return isMeasuring ? 'measuring' : 'scoring';
}

import { ProjectSettings, type Training } from '@querent/contracts';
import type { Prisma } from '@querent/db';
import { nextTimeOf } from './schedule.js';

export const trainingSelect = {
  settings: true,
  pausedAt: true,
  pausedBy: true,
  pauseReason: true,
} satisfies Prisma.ProjectSelect;

type TrainingRow = Prisma.ProjectGetPayload<{ select: typeof trainingSelect }>;

/** Whether and when rounds begin by themselves, as those see it who look at a project. */
export function toTraining(row: TrainingRow, now = new Date()): Training {
  const { schedule } = ProjectSettings.parse(row.settings);
  if (row.pausedAt)
    return {
      pause: { at: row.pausedAt.toISOString(), by: row.pausedBy, reason: row.pauseReason },
      scheduledAt: null,
    };
  return { pause: null, scheduledAt: schedule && nextTimeOf(schedule, now).toISOString() };
}

import type { Schedule } from '@querent/contracts';
import { CronExpressionParser } from 'cron-parser';

const EXPRESSIONS: { [Every in Schedule['every']]: (schedule: Extract<Schedule, { every: Every }>) => string } = {
  hour: () => '0 * * * *',
  day: ({ hour }) => `0 ${hour} * * *`,
  week: ({ hour, weekday }) => `0 ${hour} * * ${weekday}`,
};

/** The cast holds the schedule against its own entry, which the key guarantees. */
const timesOf = (schedule: Schedule, currentDate: Date) =>
  CronExpressionParser.parse(EXPRESSIONS[schedule.every](schedule as never), {
    currentDate,
    tz: schedule.every === 'hour' ? 'UTC' : schedule.timeZone,
  });

/** The latest scheduled time before a moment; where clocks are set forward over it, as they show it then. */
export const lastTimeOf = (schedule: Schedule, now: Date): Date => timesOf(schedule, now).prev().toDate();

/** The first one after it. */
export const nextTimeOf = (schedule: Schedule, now: Date): Date => timesOf(schedule, now).next().toDate();

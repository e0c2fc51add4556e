import { z } from 'zod';
import { MethodChoice } from './method-choice.js';

const isTimeZone = (name: string) => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
};

const At = {
  hour: z.int().min(0).max(23),
  timeZone: z
    .string()
    .max(100)
    .refine(isTimeZone, 'Give a time zone by its name, such as Europe/Berlin or UTC')
    .default('UTC'),
};

export const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;

/** When a model is trained by the clock: at the full hour, as clocks show it in a time zone. */
export const Schedule = z.discriminatedUnion('every', [
  z.strictObject({ every: z.literal('hour') }),
  z.strictObject({ every: z.literal('day'), ...At }),
  z.strictObject({ every: z.literal('week'), weekday: z.int().min(0).max(6).describe('0 is Sunday'), ...At }),
]);
export type Schedule = z.infer<typeof Schedule>;

/** A schedule in words: "every night at 02:00 (Europe/Berlin)". */
export function scheduleInWords(schedule: Schedule): string {
  if (schedule.every === 'hour') return 'every hour';
  const at = `at ${String(schedule.hour).padStart(2, '0')}:00 (${schedule.timeZone})`;
  return schedule.every === 'day' ? `every day ${at}` : `every ${WEEKDAYS[schedule.weekday]} ${at}`;
}

/** A rule of the core that pauses training once it has held for some rounds in a row. */
export const StoppingSetting = z.strictObject({
  rule: MethodChoice,
  rounds: z.int().min(1).max(100).default(2).describe('Rounds in a row for which the rule is to hold'),
});
export type StoppingSetting = z.infer<typeof StoppingSetting>;

/** Why no round begins by itself. */
export const Pause = z.object({
  at: z.iso.datetime(),
  by: z.string().nullable().describe('The name of who paused it; null where the stopping rule did'),
  reason: z.string().nullable().describe('What the stopping rule said, with its figures'),
});
export type Pause = z.infer<typeof Pause>;

/** Whether and when rounds begin by themselves. */
export const Training = z.object({
  pause: Pause.nullable(),
  scheduledAt: z.iso
    .datetime()
    .nullable()
    .describe(
      'When the schedule looks next whether there are new labels to train on; null without one, and while paused',
    ),
});
export type Training = z.infer<typeof Training>;

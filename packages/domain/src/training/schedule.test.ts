import { Schedule, scheduleInWords } from '@querent/contracts';
import { describe, expect, it } from 'vitest';
import { lastTimeOf, nextTimeOf } from './schedule.js';

const around = (schedule: unknown, now: string) => {
  const parsed = Schedule.parse(schedule);
  return [lastTimeOf, nextTimeOf].map((of) => of(parsed, new Date(now)).toISOString());
};

describe('a schedule', () => {
  it('of every hour is at the full hour', () => {
    expect(around({ every: 'hour' }, '2026-03-01T10:20:00Z')).toEqual([
      '2026-03-01T10:00:00.000Z',
      '2026-03-01T11:00:00.000Z',
    ]);
  });

  it('of a day is at the hour that clocks show in its zone, in summer and in winter', () => {
    const night = { every: 'day', hour: 3, timeZone: 'Europe/Berlin' };
    // Clocks are set forward in the night to 29 March 2026.
    expect(around(night, '2026-03-28T12:00:00Z')).toEqual(['2026-03-28T02:00:00.000Z', '2026-03-29T01:00:00.000Z']);
  });

  it('of a week is on its day there, whatever day it is elsewhere', () => {
    const monday = { every: 'week', weekday: 1, hour: 6, timeZone: 'Asia/Tokyo' };
    expect(around(monday, '2026-03-04T00:00:00Z')).toEqual(['2026-03-01T21:00:00.000Z', '2026-03-08T21:00:00.000Z']);
  });

  it('is said in words, and refuses a zone that there is not', () => {
    expect(scheduleInWords({ every: 'week', weekday: 1, hour: 6, timeZone: 'Asia/Tokyo' })).toBe(
      'every Monday at 06:00 (Asia/Tokyo)',
    );
    expect(Schedule.safeParse({ every: 'day', hour: 2, timeZone: 'Mars/North' }).error?.issues[0]?.message).toMatch(
      /^Give a time zone by its name/,
    );
  });
});

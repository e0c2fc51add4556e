/** Day and time as ISO 8601 has them, the day also with `/` or `.` in it, but one of them, or with dots and its day first. */
const YEAR_FIRST =
  /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s?(Z|[+-]\d{2}:?\d{2})?)?$/i;
const DAY_FIRST = /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2}))?)?$/;

const MINUTES_OF_DAY = 24 * 60;
const MS_OF_MINUTE = 60_000;
const DAYS_OF_YEAR = 365.2425;

/** A moment: in days since 1970 in UTC, and where in its own day it lies. */
export interface Moment {
  days: number;
  /** From 0 at midnight up to 1; null where only the day is told. */
  ofDay: number | null;
}

/**
 * The moment that a text stands for; null where it is none. "03/04/2024" is none: it is one day in one country and another in
 * the next.
 */
export function momentOf(text: string): Moment | null {
  const [year, month, day, ...clock] = partsOf(text);
  if (year === undefined || month === undefined || day === undefined) return null;
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const date = new Date(midnight);
  if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day)) return null;
  const [hour, minute = '0', second = '0', zone] = clock;
  const days = midnight / (MINUTES_OF_DAY * MS_OF_MINUTE);
  if (hour === undefined) return { days, ofDay: null };
  if (Number(hour) > 24 || Number(minute) > 59 || Number(second) > 60) return null;
  const ofDay = (Number(hour) * 60 + Number(minute) + Number(second) / 60) / MINUTES_OF_DAY;
  return { days: days + ofDay - minutesOf(zone) / MINUTES_OF_DAY, ofDay: ofDay % 1 };
}

function partsOf(text: string): (string | undefined)[] {
  const [, first, , ...others] = YEAR_FIRST.exec(text) ?? [];
  if (first) return [first, ...others];
  const [, day, month, year, ...clock] = DAY_FIRST.exec(text) ?? [];
  return [year, month, day, ...clock];
}

/** By how much a zone is before UTC. */
function minutesOf(zone: string | undefined): number {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone ?? '') ?? [];
  return sign ? (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) : 0;
}

const turn = (share: number) => [Math.sin(2 * Math.PI * share), Math.cos(2 * Math.PI * share)] as const;

/** [sine and cosine of the place in the year, the same of the week], four numbers in −1 to 1: December is next to January. */
export const seasonOf = ({ days }: Moment) => [...turn(days / DAYS_OF_YEAR), ...turn(days / 7)];
/** [sine, cosine] of the place in the day; midday where no time is told. */
export const clockOf = ({ ofDay }: Moment) => turn(ofDay ?? 0.5);

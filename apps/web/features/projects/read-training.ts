import type { Methods, ProjectSettings } from '@querent/contracts';
import { readChoice } from './read-options';

/** When a new model is trained, as the fields have it; the contract checks it. */
export function readTraining(
  form: FormData,
  { stoppingRules }: Pick<Methods, 'stoppingRules'>,
  before: ProjectSettings,
) {
  const rule = readChoice(form, 'stoppingRule', stoppingRules, before.stopping?.rule ?? null);
  return {
    labelsPerRound: Number(form.get('labelsPerRound')),
    trainsByLabels: form.get('trainsByLabels') !== null,
    ...changed('schedule', scheduleIn(form), before),
    ...changed('stopping', rule && { rule, rounds: Number(form.get('stoppingRounds')) }, before),
  };
}

/** What is as it was is left out: a schedule that is sent begins anew. */
const changed = (name: 'schedule' | 'stopping', now: unknown, before: ProjectSettings) =>
  JSON.stringify(now) === JSON.stringify(before[name]) ? {} : { [name]: now };

function scheduleIn(form: FormData) {
  const every = form.get('scheduleEvery');
  if (every === 'never') return null;
  if (every === 'hour') return { every };
  const weekday = every === 'week' ? { weekday: Number(form.get('scheduleWeekday')) } : {};
  return { every, ...weekday, hour: Number(form.get('scheduleHour')), timeZone: form.get('scheduleZone') };
}

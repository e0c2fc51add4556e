'use client';
import { type Methods, type ProjectSettings, type Schedule, WEEKDAYS } from '@querent/contracts';
import { useState } from 'react';
import { Combobox } from '@/ui/combobox';
import { Field } from '@/ui/field';
import { Select } from '@/ui/select';
import { SwitchField } from '@/ui/switch-field';
import { TextField } from '@/ui/text-field';
import { inSentence } from './in-sentence';
import { MethodSelect } from './method-select';

export interface TrainingFieldsProps {
  settings: ProjectSettings;
  methods: Pick<Methods, 'stoppingRules' | 'defaults'>;
}

const EVERY = ['never', 'hour', 'day', 'week'] as const;
const EVERY_TITLES = { never: 'Never', hour: 'Every hour', day: 'Every day', week: 'Every week' };
const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour));
const HOUR_TITLES = Object.fromEntries(HOURS.map((hour) => [hour, `${hour.padStart(2, '0')}:00`]));

/** When a new model is trained: after so many labels, by the clock, or by a button only; and when it is enough. */
export function TrainingFields({ settings, methods: { stoppingRules, defaults } }: TrainingFieldsProps) {
  const { labelsPerRound, trainsByLabels, schedule, stopping } = settings;
  const [every, setEvery] = useState<(typeof EVERY)[number]>(schedule?.every ?? 'never');
  return (
    <fieldset className="grid min-w-0 grid-cols-1 gap-5 border-line border-t pt-5">
      <legend className="float-left font-semibold">When a new model is trained</legend>
      <div className="clear-both grid gap-5 sm:grid-cols-2">
        <TextField
          label="Labels per round"
          name="labelsPerRound"
          hint={`So many questions are chosen together, and after so many new labels the model is trained again; take more where that takes long. ${inSentence(defaults.labelsPerRound)}`}
          {...{ type: 'number', min: 1, max: 10_000, required: true, defaultValue: labelsPerRound }}
        />
        <SwitchField
          label="After that many new labels"
          name="trainsByLabels"
          isOn={trainsByLabels}
          hint="Default: on, because questions of an old model are worth less. Off, and without a schedule, only “Train now” trains."
        />
      </div>
      <div className="grid gap-5 sm:grid-cols-2">
        <Field
          label="By the clock"
          name="scheduleEvery"
          isButton
          hint="Where there are new labels since the last model. Default: never, because labels are the better clock; take the night where training is heavy and the machine is shared."
        >
          <Select name="scheduleEvery" options={EVERY} titles={EVERY_TITLES} defaultValue={every} onChange={setEvery} />
        </Field>
        {every !== 'never' && every !== 'hour' && <ScheduleTime every={every} schedule={schedule} />}
      </div>
      <MethodSelect
        name="stoppingRule"
        title="When is it enough: the rule that pauses training"
        methods={stoppingRules}
        chosen={stopping?.rule ?? null}
        suggestion="Nothing stops by itself: the project page gives advice, and people decide. This is the default, because no rule knows what a mistake costs you."
        suggestionTitle="None: advice only"
        note="A rule looks at the error on the holdout: without one it never holds. Where it holds, training pauses, the page says why, and somebody can go on anyway."
      >
        <div className="mt-3 grid gap-5 sm:grid-cols-2">
          <TextField
            label="Rounds in a row for which the rule is to hold"
            name="stoppingRounds"
            hint="Default: 2, because one round can be luck."
            {...{ type: 'number', min: 1, max: 100, required: true, defaultValue: stopping?.rounds ?? 2 }}
          />
        </div>
      </MethodSelect>
    </fieldset>
  );
}

interface ScheduleTimeProps {
  every: 'day' | 'week';
  schedule: Schedule | null;
}

/** At which hour of which clock; of a new schedule, the one on the wall here. */
function ScheduleTime({ every, schedule }: ScheduleTimeProps) {
  const known = schedule && schedule.every !== 'hour' ? schedule : null;
  const [zone, setZone] = useState(
    () => known?.timeZone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone ?? 'UTC',
  );
  const zones = [...new Set([zone, 'UTC', ...Intl.supportedValuesOf('timeZone')])];
  const weekday = String(schedule?.every === 'week' ? schedule.weekday : 1);
  return (
    <div className="grid content-start gap-5">
      {every === 'week' && (
        <Field label="Day" name="scheduleWeekday" isButton>
          <Select
            name="scheduleWeekday"
            options={WEEKDAYS.map((_, day) => String(day))}
            titles={Object.fromEntries(WEEKDAYS.entries())}
            defaultValue={weekday}
          />
        </Field>
      )}
      <Field label="Hour" name="scheduleHour" isButton>
        <Select name="scheduleHour" options={HOURS} titles={HOUR_TITLES} defaultValue={String(known?.hour ?? 2)} />
      </Field>
      <Field label="Time zone" name="scheduleZone">
        <Combobox
          name="scheduleZone"
          choices={zones.map((value) => ({ value, label: value.replaceAll('_', ' ') }))}
          value={zone}
          onChange={setZone}
        />
      </Field>
    </div>
  );
}

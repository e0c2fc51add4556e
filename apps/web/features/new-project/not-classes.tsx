'use client';
import { many, type NotAClass, type Survey } from '@querent/contracts';
import { Button } from '@/ui/button';
import { Select } from '@/ui/select';
import { type Choices, notClassesOf, recordsCalled, withLabel } from './choices';

export interface NotClassesProps {
  choices: Choices;
  survey: Survey;
  onChange: (changes: Partial<Choices>) => void;
}

const WAYS = { ask: 'ask about these', 'leave-out': 'leave them out' } as const;
const HINTS = { ask: 'They come in without a label.', 'leave-out': 'They do not come in.' } as const;

/** Labels that are no classes, each with what becomes of its records. */
export function NotClasses({ choices, survey, onChange }: NotClassesProps) {
  const none = notClassesOf(choices, survey);
  if (none.length === 0) return null;
  const change = (name: string, records: NotAClass['records']) =>
    onChange({ notClasses: none.map((one) => (one.name === name ? { name, records } : one)) });
  return (
    <div className="@container grid grid-cols-1 gap-2" data-testid="not-classes">
      <h3 className="font-semibold text-sm">Labels that are no class</h3>
      <ul className="grid grid-cols-1 gap-2" aria-label="Labels that are no class">
        {none.map(({ name, records }) => (
          <li
            key={name}
            className="grid grid-cols-1 items-center gap-x-3 gap-y-1.5 rounded-lg bg-sunken px-3 py-2 text-sm @sm:grid-cols-[minmax(0,1fr)_auto] @xl:grid-cols-[minmax(0,1fr)_11rem_auto]"
          >
            <p className="min-w-0 @sm:@max-xl:col-span-2">
              <bdi className="break-words font-semibold">{name}</bdi>{' '}
              <span className="hint digits">{many(recordsCalled(name, survey), 'record')}</span>
              <span className="hint block">{[reasonOf(name, survey), HINTS[records]].filter(Boolean).join(' ')}</span>
            </p>
            <Select
              label={`What becomes of the records of ${name}`}
              options={['ask', 'leave-out']}
              titles={WAYS}
              hints={HINTS}
              value={records}
              onChange={(chosen) => change(name, chosen)}
            />
            <Button onClick={() => onChange(withLabel(choices, survey, name))} aria-label={`Make ${name} a class`}>
              Make it a class
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}

const reasonOf = (name: string, { notClasses }: Survey) => notClasses.find((one) => one.name === name)?.reason ?? '';

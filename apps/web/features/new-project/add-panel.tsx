'use client';
import { formatCount, type Survey } from '@querent/contracts';
import type { ReactNode } from 'react';
import { ErrorNote } from '@/features/shell/error-note';
import { Button } from '@/ui/button';
import { SwitchField } from '@/ui/switch-field';

export interface AddPanelProps {
  survey: Survey;
  hasClasses: boolean;
  newClasses: boolean;
  onNewClasses: (newClasses: boolean) => void;
  /** Labels that are no classes, if there are some. */
  notClasses: ReactNode;
  canAdd: boolean;
  isRunning: boolean;
  error: string | null;
  onAdd: () => void;
}

/** So many reasons for leaving records out are told at once, each with the first of them. */
const REASONS = 3;

/** What adding would do, and the button. */
export function AddPanel(props: AddPanelProps) {
  const { survey, hasClasses, newClasses, onNewClasses, notClasses, canAdd, isRunning, error, onAdd } = props;
  const { inProject, counts, refused } = survey;
  const reasons = refused.filter(({ reason }, at) => refused.findIndex((one) => one.reason === reason) === at);
  const shown = reasons.slice(0, REASONS);
  const [most, about] = inProject?.isExact ? ['', ''] : ['at most ', 'about '];
  const figures = inProject && [
    ['New', most, inProject.fresh],
    ['Known already', about, inProject.known],
    ['Left out', about, inProject.refused],
  ];
  return (
    <section className="panel grid grid-cols-1 gap-4" aria-labelledby="adding">
      <h2 id="adding">{counts.isWhole ? 'What it would do' : 'What it would do, of the records read so far'}</h2>
      {figures && (
        <dl className="grid grid-cols-3 gap-2" data-testid="in-project">
          {figures.map(([title, how, value]) => (
            <div key={title}>
              <dt className="hint">{title}</dt>
              <dd className="digits font-semibold text-xl">
                {how && <span className="hint">{how}</span>}
                {formatCount(Number(value))}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {inProject && shown.length > 0 && (
        <ul className="grid grid-cols-1 gap-1 text-sm" aria-label="Why records are left out">
          {shown.map(({ place, reason }) => (
            <li key={`${place} ${reason}`} className="break-words">
              <span className="font-mono">{place}</span>: {reason}
            </li>
          ))}
          {inProject.refused > shown.length && <li className="hint">The others stand under “What is left out”.</li>}
        </ul>
      )}
      {hasClasses && counts.labelled > 0 && (
        <SwitchField
          label="Labels make new classes"
          name="newClasses"
          hint="Where a label names no class of the project. Else its record is left out."
          isOn={newClasses}
          onChange={onNewClasses}
        />
      )}
      {notClasses}
      <ErrorNote text={error} />
      <Button look="primary" className="min-h-12 w-full text-base" disabled={!canAdd || isRunning} onClick={onAdd}>
        Add the records
      </Button>
    </section>
  );
}

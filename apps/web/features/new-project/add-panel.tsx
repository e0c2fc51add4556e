'use client';
import { formatCount, type Survey } from '@querent/contracts';
import { ErrorNote } from '@/features/shell/error-note';
import { Button } from '@/ui/button';
import { SwitchField } from '@/ui/switch-field';

export interface AddPanelProps {
  survey: Survey;
  hasClasses: boolean;
  newClasses: boolean;
  onNewClasses: (newClasses: boolean) => void;
  canAdd: boolean;
  isRunning: boolean;
  error: string | null;
  onAdd: () => void;
}

/** What adding would do, and the button. */
export function AddPanel(props: AddPanelProps) {
  const { survey, hasClasses, newClasses, onNewClasses, canAdd, isRunning, error, onAdd } = props;
  const { inProject, counts } = survey;
  const figures = inProject && [
    ['New', inProject.fresh],
    ['Known already', inProject.known],
    ['Left out', inProject.refused],
  ];
  return (
    <section className="panel grid grid-cols-1 gap-4" aria-labelledby="adding">
      <h2 id="adding">{counts.isWhole ? 'What it would do' : 'What it would do, of the records read so far'}</h2>
      {figures && (
        <dl className="grid grid-cols-3 gap-2" data-testid="in-project">
          {figures.map(([title, value]) => (
            <div key={title}>
              <dt className="hint">{title}</dt>
              <dd className="digits font-semibold text-xl">{formatCount(Number(value))}</dd>
            </div>
          ))}
        </dl>
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
      <ErrorNote text={error} />
      <Button look="primary" className="min-h-12 w-full text-base" disabled={!canAdd || isRunning} onClick={onAdd}>
        Add the records
      </Button>
    </section>
  );
}

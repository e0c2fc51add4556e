import type { Hand, Project, ProjectEvent } from '@querent/contracts';
import { AddingExample } from '@/features/projects/adding-example';
import { Bar } from '@/features/shell/bar';

export interface EmptyHandProps {
  project: Project;
  reason: Hand['empty'];
  isLoaded: boolean;
  /** Why no records come for now. */
  cutOff: string | null;
  state: ProjectEvent;
}

const TEXTS: Record<Hand['empty'], [title: string, text: string]> = {
  none: ['One moment', 'The next records are on their way.'],
  no_records: ['There are no records yet', 'Labelling begins here by itself once some have been added.'],
  more_follow: ['More records are on their way', 'Labelling begins here by itself after the last of them.'],
  choosing: [
    'The first questions are being chosen',
    'They are chosen by what the records look like, and come by themselves.',
  ],
  importing: ['The records are still being imported', 'Labelling begins here by itself as soon as they are there.'],
  all_labelled: ['Everything is labelled', 'There is nothing left to ask in this project. Thank you.'],
  others_hold_the_rest: ['Others are at the last records', 'What they leave open comes here by itself.'],
  skipped_the_rest: [
    'You have skipped what is left',
    'Take a skip back in the list of your last answers, or leave the rest to others.',
  ],
};

export function EmptyHand({ project, reason, isLoaded, cutOff, state }: EmptyHandProps) {
  const known = isLoaded ? reason : 'none';
  const [title, text] = cutOff ? ['No records for the moment', cutOff] : TEXTS[known];
  const { import: running } = state;
  return (
    <section
      className="panel grid min-h-60 short:min-h-44 content-center justify-items-center gap-3 text-center"
      aria-live="polite"
    >
      <h2 className="text-lg">{title}</h2>
      <p className="hint max-w-md">{text}</p>
      {reason === 'importing' && running?.total && (
        <div className="w-full max-w-xs">
          <Bar share={running.done / running.total} label="Import" />
        </div>
      )}
      {!cutOff && known === 'no_records' && project.canManage && (
        <div className="grid w-full max-w-2xl grid-cols-1 gap-2 text-start">
          <AddingExample project={project} />
        </div>
      )}
    </section>
  );
}

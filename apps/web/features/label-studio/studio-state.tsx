import { formatCount, many, type StudioLink } from '@querent/contracts';
import { ErrorNote } from '@/features/shell/error-note';
import { timeOf } from '@/features/shell/format';

export interface StudioStateProps {
  link: StudioLink;
}

const NEVER = 'Not yet';
const whenOf = (iso: string | null) => (iso ? timeOf(iso) : NEVER);

/** How a connection goes. */
export function StudioState({ link }: StudioStateProps) {
  const { tasks, records, waiting, problems, problem, error, failedAt } = link;
  const facts: [string, string][] = [
    ['Connected with', `${link.title} (${link.url})`],
    ['Last call', whenOf(link.calledAt)],
    ['Last answer from there', whenOf(link.labelledAt)],
    [
      'Tasks',
      `${many(tasks, 'task')}, ${formatCount(records)} of them records here${waiting > 0 ? `; ${formatCount(waiting)} to be fetched` : ''}`,
    ],
    ...(link.setsVersion ? ([['Ordered there by', link.version ?? 'No model yet']] as [string, string][]) : []),
  ];
  return (
    <>
      <dl
        className="grid grid-cols-1 gap-x-6 gap-y-2 text-sm sm:grid-cols-[max-content_1fr]"
        data-testid="studio-state"
      >
        {facts.map(([name, value]) => (
          <div key={name} className="sm:contents">
            <dt className="hint">{name}</dt>
            <dd className="[overflow-wrap:anywhere]">{value}</dd>
          </div>
        ))}
      </dl>
      <ErrorNote text={error && `${failedAt ? `${timeOf(failedAt)}: ` : ''}${error}`} />
      <ErrorNote text={problem && `${many(problems, 'task')} could not be taken in whole. The first: ${problem}`} />
    </>
  );
}

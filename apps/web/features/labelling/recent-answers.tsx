import { RecordImage } from '@/record-kinds/image/record-image';
import type { RecentAnswer } from './labelling-state';

export interface RecentAnswersProps {
  answers: RecentAnswer[];
  /** Whether the server has told them. */
  isListed: boolean;
  classes: string[];
  onUndo: (answer: RecentAnswer) => void;
}

/** The last ten answers; each can be taken back. */
export function RecentAnswers({ answers, isListed, classes, onUndo }: RecentAnswersProps) {
  return (
    <section className="panel grid gap-3" aria-labelledby="recent">
      <h2 id="recent">Your last answers</h2>
      {answers.length === 0 && (
        <p className="hint text-sm">
          {isListed ? 'Nothing yet. Each answer can be taken back here.' : 'On their way …'}
        </p>
      )}
      <ul className="grid grid-cols-5 gap-2">
        {answers.map((answer) => {
          const said = answer.label === null ? 'skipped' : (classes[answer.label] ?? '?');
          return (
            <li key={answer.id}>
              <button
                type="button"
                className="grid w-full grid-cols-1 gap-0.5 rounded-lg border border-line p-1 text-center text-xs hover:bg-sunken"
                onClick={() => onUndo(answer)}
                aria-label={`Take back: ${answer.name}, ${said}`}
                title="Take this answer back"
              >
                {answer.imageUrl ? (
                  <RecordImage url={answer.imageUrl} name="" className="aspect-square w-full rounded" />
                ) : (
                  <span className="aspect-square w-full rounded bg-sunken" />
                )}
                <span className={answer.isStored ? 'font-semibold' : 'text-quiet'}>
                  {answer.label === null ? 'skip' : said}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

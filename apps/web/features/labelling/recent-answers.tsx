import type { Task, TaskSettings } from '@querent/contracts';
import { recordViewOf } from '@/record-kinds/registry';
import { saidOf } from './answer-given';
import type { RecentAnswer } from './labelling-state';

export interface RecentAnswersProps {
  answers: RecentAnswer[];
  /** Whether the server has told them. */
  isListed: boolean;
  task: Task<TaskSettings>;
  onUndo: (answer: RecentAnswer) => void;
}

/** The last ten answers; each can be taken back. */
export function RecentAnswers({ answers, isListed, task, onUndo }: RecentAnswersProps) {
  const areTiles = answers.every(({ content }) => !content || recordViewOf(content).isTile(content));
  return (
    <section className="panel grid gap-3" aria-labelledby="recent">
      <h2 id="recent">Your last answers</h2>
      {answers.length === 0 && (
        <p className="hint text-sm">
          {isListed ? 'Nothing yet. Each answer can be taken back here.' : 'On their way …'}
        </p>
      )}
      <ul className={`grid gap-2 ${areTiles ? 'grid-cols-5' : 'grid-cols-1'}`}>
        {answers.map((answer) => {
          const said = saidOf(answer, task);
          return (
            <li key={answer.id}>
              <button
                type="button"
                className={`grid w-full grid-cols-1 gap-0.5 rounded-lg border border-line text-xs hover:bg-sunken ${areTiles ? 'p-1 text-center' : 'px-2.5 py-1.5 text-start'}`}
                onClick={() => onUndo(answer)}
                aria-label={`Take back: ${answer.name}, ${said}`}
                title={`${said}. Take this answer back`}
              >
                <Seen content={answer.content} isTile={areTiles} />
                <span className={`truncate ${answer.isStored ? 'font-semibold' : 'text-quiet'}`}>
                  {answer.outcome === 'skip' ? 'skip' : said}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Seen({ content, isTile }: Pick<RecentAnswer, 'content'> & { isTile: boolean }) {
  if (!content) return isTile ? <span className="aspect-square w-full rounded bg-sunken" /> : null;
  const { Thumbnail, isTile: isSquare } = recordViewOf(content);
  // A picture among lines stays as small as they are.
  return isSquare(content) && !isTile ? (
    <span className="w-10">
      <Thumbnail content={content} />
    </span>
  ) : (
    <Thumbnail content={content} />
  );
}

import { type Query, type Task, type TaskSettings, taskKindOf } from '@querent/contracts';
import { formatScore } from '@/features/shell/format';
import { recordViewOf } from '@/record-kinds/registry';

export interface QueryPanelProps {
  query: Query;
  task: Task<TaskSettings>;
}

/** The records that the open round asked about, with scores and answers. */
export function QueryPanel({ query, task }: QueryPanelProps) {
  const { round, items, scoreName, scoreUnit } = query;
  const isChosen = round.modelVersion === null && round.config.coldStart.id !== 'uniform';
  const areTiles = items.every(({ content }) => recordViewOf(content).isTile(content));
  const { textOf } = taskKindOf(task.settings.kind);
  return (
    <section className="panel grid grid-cols-1 gap-3" aria-labelledby="query">
      <h2 id="query">Questions of round {round.number}</h2>
      <p className="hint">
        {scoreName
          ? `Chosen by ${scoreName}${scoreUnit ? `, in ${scoreUnit}` : ''}: what the model expects an answer to teach it.`
          : isChosen
            ? 'Chosen by what the records look like: there was no model yet.'
            : 'Drawn at random: there was no model yet, or the acquisition is random.'}
      </p>
      <ul
        className={`grid gap-3 ${areTiles ? 'grid-cols-[repeat(auto-fill,minmax(5.5rem,1fr))] text-center' : 'grid-cols-1 md:grid-cols-2'}`}
      >
        {items.map(({ recordId, content, score, answer }) => {
          const { Thumbnail } = recordViewOf(content);
          return (
            <li key={recordId} className="grid min-w-0 content-start gap-1 text-sm">
              <Thumbnail content={content} />
              <span className={areTiles ? 'contents' : 'flex gap-3'}>
                <span className="digits">{score === null ? '–' : formatScore(score)}</span>
                <span className={answer === null ? 'hint' : 'font-medium text-good'}>
                  {answer === null ? 'open' : `is “${textOf(answer, task)}”`}
                </span>
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

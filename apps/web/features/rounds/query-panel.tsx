import type { Query } from '@querent/contracts';
import { RecordImage } from '@/record-kinds/image/record-image';

export interface QueryPanelProps {
  query: Query;
  classes: string[];
}

/** The records that the open round asked about, with scores and answers. */
export function QueryPanel({ query, classes }: QueryPanelProps) {
  const { round, items, scoreName, scoreUnit } = query;
  const isChosen = round.modelVersion === null && round.config.coldStart.id !== 'uniform';
  return (
    <section className="panel grid gap-3" aria-labelledby="query">
      <h2 id="query">Questions of round {round.number}</h2>
      <p className="hint">
        {scoreName
          ? `Chosen by ${scoreName}${scoreUnit ? `, in ${scoreUnit}` : ''}: what the model expects an answer to teach it.`
          : isChosen
            ? 'Chosen by what the records look like: there was no model yet.'
            : 'Drawn at random: there was no model yet, or the acquisition is random.'}
      </p>
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(5.5rem,1fr))] gap-3">
        {items.map(({ recordId, imageUrl, score, label }) => (
          <li key={recordId} className="grid gap-1 text-center text-sm">
            <RecordImage url={imageUrl} name="" className="aspect-square w-full rounded-lg" />
            <span className="digits">{score === null ? '–' : score.toFixed(3)}</span>
            <span className={label === null ? 'hint' : 'font-medium text-good'}>
              {label === null ? 'open' : `is “${classes[label]}”`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

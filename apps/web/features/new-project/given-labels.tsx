'use client';
import { formatCount, type Survey } from '@querent/contracts';
import { ChoiceList } from '@/ui/choice-list';
import { TextField } from '@/ui/text-field';
import type { Choices } from './choices';

export interface GivenLabelsProps {
  choices: Choices;
  counts: Survey['counts'];
  onChange: (changes: Partial<Choices>) => void;
}

const WAYS = [
  {
    value: 'answers',
    title: 'Answers, which models learn from',
    hint: 'They count like those of people, under the name of where they come from; nobody is asked about these records.',
  },
  {
    value: 'key',
    title: 'A hidden answer key, for a replay',
    hint: 'They stay hidden: people, or a program, answer anew. Only the records for measuring use them.',
  },
] as const;

/** What the labels are that a file brings along. */
export function GivenLabels({ choices, counts, onChange }: GivenLabelsProps) {
  if (counts.labelled === 0) return null;
  const some = counts.isWhole ? formatCount(counts.labelled) : `${formatCount(counts.labelled)} of those read`;
  return (
    <section className="panel grid grid-cols-1 gap-3" aria-labelledby="labels">
      <div>
        <h2 id="labels">Labels that are there already</h2>
        <p className="hint digits mt-1">
          {some} {counts.labelled === 1 && counts.isWhole ? 'record has' : 'records have'} one.
        </p>
      </div>
      <ChoiceList
        label="Labels that are there already"
        choices={WAYS}
        value={choices.labels}
        onChange={(labels) => onChange({ labels })}
      />
      {choices.labels === 'answers' && (
        <TextField
          label="Where they come from"
          name="source"
          hint="Shown beside each of them, such as “crowd 2025” or “old system”."
          required
          maxLength={200}
          autoComplete="off"
          value={choices.source}
          onValueChange={(source) => onChange({ source })}
        />
      )}
    </section>
  );
}

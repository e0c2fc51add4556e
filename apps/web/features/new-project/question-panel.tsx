'use client';
import { type Survey, TaskKind, taskKindOf } from '@querent/contracts';
import { ChoiceList } from '@/ui/choice-list';
import { type Choices, mayHaveMore } from './choices';
import { ClassList } from './class-list';
import { RangeFields } from './range-fields';

export interface QuestionPanelProps {
  choices: Choices;
  survey: Survey;
  onChange: (changes: Partial<Choices>) => void;
}

/** What people are to be asked about each record, and what they can answer. */
export function QuestionPanel({ choices, survey, onChange }: QuestionPanelProps) {
  const kind = choices.task ?? survey.task.kind;
  return (
    <section className="panel grid grid-cols-1 gap-4" aria-labelledby="question">
      <div>
        <h2 id="question">What is asked</h2>
        <p className="hint mt-1">{survey.task.reason}</p>
      </div>
      <ChoiceList
        label="What is asked"
        choices={TaskKind.options.map((value) => {
          const { title, description } = taskKindOf(value);
          return { value, title, hint: description };
        })}
        value={kind}
        onChange={(task) => onChange({ task })}
      />
      {taskKindOf(kind).leastClasses > 0 ? (
        <ClassList
          names={choices.classes ?? survey.classes.map(({ name }) => name)}
          found={survey.classes}
          mayHaveMore={mayHaveMore(choices, survey)}
          onChange={(classes) => onChange({ classes })}
        />
      ) : (
        <RangeFields choices={choices} range={survey.range} onChange={onChange} />
      )}
    </section>
  );
}

'use client';
import { type Survey, TaskKind, taskKindOf } from '@querent/contracts';
import { ChoiceList } from '@/ui/choice-list';
import { type Choices, classNames, mayHaveMore, withClasses, withoutClass } from './choices';
import { ClassList } from './class-list';
import { NotClasses } from './not-classes';
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
          names={classNames(choices, survey)}
          found={survey.classes}
          mayHaveMore={mayHaveMore(choices, survey)}
          onAdd={(names) => onChange(withClasses(choices, survey, names))}
          onRemove={(name) => onChange(withoutClass(choices, survey, name))}
        />
      ) : (
        <RangeFields choices={choices} range={survey.range} onChange={onChange} />
      )}
      <NotClasses choices={choices} survey={survey} onChange={onChange} />
    </section>
  );
}

import { ConfusionList } from './confusion-list';
import { ConfusionMatrix, type ConfusionProps } from './confusion-matrix';

/** More do not fit beside each other. */
const MOST_CLASSES = 20;

/** What is taken for what; a cell leads to its records. */
export function Confusion({ cells, classes }: ConfusionProps) {
  const isMatrix = classes.length <= MOST_CLASSES;
  return (
    <section className="panel grid grid-cols-1 gap-3" aria-labelledby="confusion">
      <h2 id="confusion">What is taken for what</h2>
      <p className="hint">
        {isMatrix
          ? 'A row for each true class, a column for each answer of the model. A number leads to its records.'
          : 'The classes that are confused most often. A number leads to its records.'}
      </p>
      {isMatrix ? (
        <ConfusionMatrix cells={cells} classes={classes} />
      ) : (
        <ConfusionList cells={cells} classes={classes} />
      )}
    </section>
  );
}

import { type Evaluation, formatCount, many } from '@querent/contracts';
import Link from 'next/link';

export interface ConfusionProps {
  cells: NonNullable<Evaluation['confusion']>;
  /** In the order of the model's outputs. */
  classes: { id: string; name: string }[];
}

/** Shaded by the share of its row. */
export function ConfusionMatrix({ cells, classes }: ConfusionProps) {
  const countOf = (truth: string, said: string) =>
    cells.find((cell) => cell.truth === truth && cell.said === said)?.count ?? 0;
  return (
    <div className="scroller">
      <table className="digits border-separate border-spacing-0.5 text-sm" aria-label="Confusion matrix">
        <thead>
          <tr>
            <th scope="col" className="hint whitespace-nowrap p-1 text-left font-normal">
              true ↓ said →
            </th>
            {classes.map(({ id, name }) => (
              <th key={id} scope="col" className="max-w-24 truncate p-1 font-medium" title={name}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {classes.map((truth) => {
            const total = cells.filter((cell) => cell.truth === truth.id).reduce((sum, { count }) => sum + count, 0);
            return (
              <tr key={truth.id}>
                <th scope="row" className="max-w-40 truncate p-1 text-left font-medium" title={truth.name}>
                  {truth.name}
                </th>
                {classes.map((said) => {
                  const count = countOf(truth.id, said.id);
                  const share = total === 0 ? 0 : count / total;
                  const colour = truth.id === said.id ? 'var(--color-good)' : 'var(--color-bad)';
                  return (
                    <td
                      key={said.id}
                      className="min-w-11 rounded-md p-0 text-center"
                      style={{
                        background: `color-mix(in oklab, ${colour} ${Math.round(45 * share)}%, var(--color-sunken))`,
                      }}
                    >
                      {count > 0 && (
                        <Link
                          href={`?truth=${truth.id}&said=${said.id}&which=all#records`}
                          className="block rounded-md px-2 py-1.5 hover:underline"
                          aria-label={`${many(count, 'record')} of ${truth.name}, said to be ${said.name}`}
                        >
                          {formatCount(count)}
                        </Link>
                      )}
                    </td>
                  );
                })}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

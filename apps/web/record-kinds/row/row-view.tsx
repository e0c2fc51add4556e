import type { Cell } from '@querent/contracts';
import type { RecordViewProps } from '../record-kind';
import { ScrollBox } from '../scroll-box';

/** A row as a table of its columns, one below the other; the numbers as they were given, not rounded. */
export const RowView = ({ content, name, ref }: RecordViewProps<'row'>) => (
  <ScrollBox key={name} name={name} ref={ref}>
    <table className="w-full max-w-2xl border-collapse text-sm sm:text-base" data-testid="record-row">
      <tbody>
        {content.cells.map(({ column, value }) => (
          <tr key={column} className="border-line border-b last:border-b-0">
            <th scope="row" dir="auto" className="hint w-2/5 py-1.5 pr-4 text-start align-top font-medium">
              {column}
            </th>
            <Value value={value} />
          </tr>
        ))}
      </tbody>
    </table>
  </ScrollBox>
);

function Value({ value }: Pick<Cell, 'value'>) {
  const base = 'py-1.5 align-top';
  if (value === null) return <td className={`${base} hint italic`}>missing</td>;
  if (typeof value === 'number') return <td className={`${base} digits text-end`}>{value}</td>;
  return (
    <td dir="auto" className={`${base} whitespace-pre-wrap text-start`}>
      {String(value)}
    </td>
  );
}

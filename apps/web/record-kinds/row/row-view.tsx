import type { Cell } from '@querent/contracts';
import type { RecordViewProps } from '../record-kind';
import { ScrollBox } from '../scroll-box';

/** A row as a table of its columns, one below the other; the numbers as they were given, not rounded. */
export const RowView = ({ content, name, ref }: RecordViewProps<'row'>) => (
  <ScrollBox key={name} name={name} ref={ref}>
    <table className="border-collapse text-sm sm:text-base" data-testid="record-row">
      <tbody>
        {content.cells.map(({ column, value }) => (
          <tr key={column} className="border-line border-b last:border-b-0">
            <th
              scope="row"
              dir="auto"
              className="hint max-w-[40cqw] py-1.5 pr-6 text-start align-baseline font-medium sm:pr-10"
            >
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
  const base = 'min-w-24 max-w-[60ch] py-1.5 align-baseline';
  if (value === null) return <td className={`${base} hint italic`}>missing</td>;
  if (value === '') return <td className={`${base} hint italic`}>(empty)</td>;
  if (typeof value === 'number') return <td className={`${base} digits text-end`}>{value}</td>;
  return (
    <td dir="auto" className={`${base} whitespace-pre-wrap text-start`}>
      {String(value)}
    </td>
  );
}

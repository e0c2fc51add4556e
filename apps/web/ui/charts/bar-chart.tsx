'use client';
import { scaleLinear } from 'd3-scale';
import { VirtualList } from '../virtual-list';

export interface BarChartProps {
  /** What is counted, for screen readers. */
  label: string;
  bars: { id: string; name: string; value: number; colour?: string }[];
  format: (value: number) => string;
}

/** Of a name; more are cut off. */
const MOST_LETTERS = 18;

/** Bars with their names and numbers, so that it is its own table; as many as there are. */
export function BarChart({ label, bars, format }: BarChartProps) {
  const columns = `minmax(0, ${Math.min(MOST_LETTERS, Math.max(...bars.map(({ name }) => name.length))) + 1}ch) 1fr minmax(3rem, ${Math.max(...bars.map(({ value }) => format(value).length))}ch)`;
  const share = scaleLinear([0, Math.max(1, ...bars.map(({ value }) => value))], [0, 100]);
  return (
    <VirtualList label={label} items={bars} keyOf={({ id }) => id}>
      {({ name, value, colour = 'var(--color-series-1)' }) => (
        <span className="grid items-center gap-2" style={{ gridTemplateColumns: columns }}>
          <span className="truncate font-medium" title={name}>
            {name}
          </span>
          <span className="h-3.5 rounded bg-sunken" aria-hidden="true">
            <span
              className="block h-full rounded opacity-80"
              style={{ width: `${share(value)}%`, background: colour }}
            />
          </span>
          <span className="digits hint text-right">{format(value)}</span>
        </span>
      )}
    </VirtualList>
  );
}

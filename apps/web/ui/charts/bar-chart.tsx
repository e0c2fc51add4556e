'use client';
import { scaleLinear } from 'd3-scale';
import { VirtualList } from '../virtual-list';

export interface BarChartProps {
  /** What is counted, for screen readers. */
  label: string;
  bars: { id: string; name: string; value: number; colour?: string }[];
  format: (value: number) => string;
}

/** Bars with their names and numbers, so that it is its own table; as many as there are. */
export function BarChart({ label, bars, format }: BarChartProps) {
  const share = scaleLinear([0, Math.max(1, ...bars.map(({ value }) => value))], [0, 100]);
  return (
    <VirtualList label={label} items={bars} keyOf={({ id }) => id}>
      {({ name, value, colour = 'var(--color-series-1)' }) => (
        <span className="grid grid-cols-[minmax(2.5rem,30%)_1fr_3rem] items-center gap-2">
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

import { formatCount } from '@querent/contracts';
import { BarChart, type BarChartProps } from '@/ui/charts/bar-chart';

export interface ClassCountsProps {
  bars: BarChartProps['bars'];
  hint: string;
}

/** How often each class was answered. */
export const ClassCounts = ({ bars, hint }: ClassCountsProps) => (
  <section className="panel grid grid-cols-1 content-start gap-3" aria-labelledby="classes">
    <h2 id="classes">Labels per class</h2>
    <BarChart label="Labels per class" bars={bars} format={formatCount} />
    <p className="hint">{hint}</p>
  </section>
);

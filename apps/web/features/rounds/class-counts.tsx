import { formatCount } from '@/features/shell/format';
import { BarChart } from '@/ui/charts/bar-chart';

export interface ClassCountsProps {
  classes: string[];
  counts: number[];
}

export function ClassCounts({ classes, counts }: ClassCountsProps) {
  const bars = classes.map((name, index) => ({ id: name, name, value: counts[index] ?? 0 }));
  return (
    <section className="panel grid grid-cols-1 content-start gap-3" aria-labelledby="classes">
      <h2 id="classes">Labels per class</h2>
      <BarChart label="Labels per class" bars={bars} format={formatCount} />
      <p className="hint">Active learning asks more about what it confuses, so uneven bars are expected.</p>
    </section>
  );
}

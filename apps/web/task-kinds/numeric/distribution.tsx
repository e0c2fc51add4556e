import { formatCount } from '@querent/contracts';
import { BarChart } from '@/ui/charts/bar-chart';
import type { DistributionProps } from '../task-view';
import { binsOf } from './bins';

const short = (value: number) => String(Number(value.toPrecision(3)));

export function Distribution({ task, answers }: DistributionProps<'numeric'>) {
  const bins = binsOf(answers.map(({ answer: { value }, count }) => ({ value, count })));
  const { unit } = task.settings;
  const title = `Answers${unit && ` in ${unit}`}`;
  return (
    <section className="panel grid grid-cols-1 content-start gap-3" aria-labelledby="answers">
      <h2 id="answers">{title}</h2>
      <BarChart
        label={title}
        bars={bins.map(({ low, high, count }) => ({
          id: String(low),
          name: low === high ? short(low) : `${short(low)} – ${short(high)}`,
          value: count,
        }))}
        format={formatCount}
      />
      <p className="hint">
        Active learning asks more where it is unsure, so that this is not how the whole pool is spread.
      </p>
    </section>
  );
}

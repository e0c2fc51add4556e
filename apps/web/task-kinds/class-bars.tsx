import type { Class } from '@querent/contracts';
import { ClassDot } from './class-dot';

export interface ClassBarsProps {
  /** Null for what names no class in use. */
  bars: { of: Pick<Class, 'id' | 'name' | 'colour'>; count: number }[];
  hint: string;
}

export function ClassBars({ bars, hint }: ClassBarsProps) {
  const most = Math.max(1, ...bars.map(({ count }) => count));
  const isShort = bars.every(({ of }) => of.name.length <= 4);
  return (
    <section className="panel grid content-start gap-3" aria-labelledby="classes">
      <h2 id="classes">Labels per class</h2>
      <ul className="grid max-h-96 gap-1.5 overflow-y-auto text-sm">
        {bars.map(({ of, count }) => (
          <li
            key={of.id}
            className={`grid items-center gap-2 ${isShort ? 'grid-cols-[2.5rem_1fr_2.5rem]' : 'grid-cols-[minmax(0,9rem)_1fr_2.5rem]'}`}
          >
            <span className="flex min-w-0 items-center gap-1.5 font-medium" title={of.name}>
              <ClassDot colour={of.colour} />
              <bdi className="truncate">{of.name}</bdi>
            </span>
            <span className="h-3.5 rounded bg-sunken" aria-hidden="true">
              <span className="block h-full rounded bg-accent/75" style={{ width: `${(count / most) * 100}%` }} />
            </span>
            <span className="digits hint text-right">{count}</span>
          </li>
        ))}
      </ul>
      <p className="hint">{hint}</p>
    </section>
  );
}

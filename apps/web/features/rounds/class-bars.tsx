export interface ClassBarsProps {
  classes: string[];
  counts: number[];
}

export function ClassBars({ classes, counts }: ClassBarsProps) {
  const most = Math.max(1, ...counts);
  return (
    <section className="panel grid content-start gap-3" aria-labelledby="classes">
      <h2 id="classes">Labels per class</h2>
      <ul className="grid gap-1.5 text-sm">
        {classes.map((name, index) => (
          <li key={name} className="grid grid-cols-[2.5rem_1fr_2.5rem] items-center gap-2">
            <span className="truncate font-medium">{name}</span>
            <span className="h-3.5 rounded bg-sunken" aria-hidden="true">
              <span
                className="block h-full rounded bg-accent/75"
                style={{ width: `${((counts[index] ?? 0) / most) * 100}%` }}
              />
            </span>
            <span className="digits hint text-right">{counts[index] ?? 0}</span>
          </li>
        ))}
      </ul>
      <p className="hint">Active learning asks more about what it confuses, so uneven bars are expected.</p>
    </section>
  );
}

export interface BarProps {
  /** In [0, 1]; null where nobody knows how much there is. */
  share: number | null;
  label: string;
}

export function Bar({ share, label }: BarProps) {
  const percent = share === null ? null : Math.round(share * 100);
  return (
    <div
      role="progressbar"
      aria-label={label}
      {...(percent === null ? {} : { 'aria-valuenow': percent })}
      aria-valuemin={0}
      aria-valuemax={100}
      className="h-2 overflow-hidden rounded-full bg-sunken"
    >
      <div
        className={`h-full rounded-full bg-accent ${percent === null ? 'opacity-60 motion-safe:animate-pulse' : 'motion-safe:transition-[width] motion-safe:duration-300'}`}
        style={{ width: `${percent ?? 100}%` }}
      />
    </div>
  );
}

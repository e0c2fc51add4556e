import type { Class } from '@querent/contracts';

export type ClassDotProps = Pick<Class, 'colour'>;

/** The colour of a class, where it has one; never the only thing that tells it from others. */
export const ClassDot = ({ colour }: ClassDotProps) =>
  colour && (
    <span
      className="size-3 shrink-0 rounded-full border border-ink/25"
      style={{ background: colour }}
      aria-hidden="true"
    />
  );

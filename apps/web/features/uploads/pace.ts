/** When so many bytes had been sent. */
export interface Mark {
  atMs: number;
  bytes: number;
}

const WINDOW_MS = 8_000;

/** Those of the last seconds, this one included: a network that got slower is seen soon. */
export const withMark = (marks: readonly Mark[], mark: Mark): Mark[] => [
  ...marks.filter(({ atMs }) => mark.atMs - atMs < WINDOW_MS),
  mark,
];

/** Bytes a second; null before that can be said. */
export function paceOf(marks: readonly Mark[]): number | null {
  const [first, last] = [marks[0], marks.at(-1)];
  if (!first || !last || last.atMs - first.atMs < 500 || last.bytes <= first.bytes) return null;
  return (1_000 * (last.bytes - first.bytes)) / (last.atMs - first.atMs);
}

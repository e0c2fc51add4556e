import type { Comparison } from '@querent/contracts';

interface Names {
  first: string;
  second: string;
}

/** What a difference means, in words: which model is better, or that nobody can tell. */
export function verdictOn(
  { better, difference: { low, high } }: Pick<Comparison['figures'][number], 'better' | 'difference'>,
  { first, second }: Names,
): string {
  if (low <= 0 && high >= 0) return 'no difference that could be told from luck';
  if (better === 'nominal') return `${low > 0 ? second : first} has more, which is not better by itself`;
  return `${low > 0 === (better === 'higher') ? second : first} is better`;
}

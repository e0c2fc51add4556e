import type { ContentOf } from '@querent/contracts';

export interface FirstNumbersProps {
  content: ContentOf<'vector'>;
}

const short = new Intl.NumberFormat('en', { maximumSignificantDigits: 4, useGrouping: false });

/** How many numbers there are, and the first of them. */
export const FirstNumbers = ({ content: { count, numbers } }: FirstNumbersProps) => (
  <span className="digits">
    <span className="text-quiet">{count === 1 ? '1 number:' : `${count.toLocaleString('en')} numbers:`}</span>{' '}
    {numbers.map((number) => short.format(number)).join(', ')}
    {numbers.length < count && ', …'}
  </span>
);

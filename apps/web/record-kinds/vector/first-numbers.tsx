import type { ContentOf } from '@querent/contracts';

export interface FirstNumbersProps {
  content: ContentOf<'vector'>;
}

/** Four digits tell enough, however large or small it is. */
const short = (number: number) => String(Number(number.toPrecision(4)));

/** How many numbers there are, and the first of them. */
export const FirstNumbers = ({ content: { count, numbers } }: FirstNumbersProps) => (
  <span className="digits">
    <span className="text-quiet">{count === 1 ? '1 number:' : `${count.toLocaleString('en')} numbers:`}</span>{' '}
    {numbers.map(short).join(', ')}
    {numbers.length < count && ', …'}
  </span>
);

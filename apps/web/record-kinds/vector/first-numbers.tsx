import { type ContentOf, many } from '@querent/contracts';

export interface FirstNumbersProps {
  content: ContentOf<'vector'>;
}

/** Four digits tell enough, however large or small it is. */
const short = (number: number) => String(Number(number.toPrecision(4)));

/** How many numbers there are, and the first of them. */
export const FirstNumbers = ({ content: { count, numbers } }: FirstNumbersProps) => (
  <span className="digits">
    <span className="text-quiet">{many(count, 'number')}:</span> {numbers.map(short).join(', ')}
    {numbers.length < count && ', …'}
  </span>
);

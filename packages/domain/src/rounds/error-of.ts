import type { Figure } from '@querent/contracts';

/** Of shares that are better when higher the rest; what is better when lower is an error already. */
export const errorOf = ({ better }: Pick<Figure, 'better'>, value: number) => (better === 'higher' ? 1 - value : value);

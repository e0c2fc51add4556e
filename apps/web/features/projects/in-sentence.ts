import type { Methods } from '@querent/contracts';

/** A default with its reason. */
export const inSentence = ({ value, reason }: Methods['defaults']['draws']) => `Default: ${value}, because ${reason}.`;

import type { MethodChoice, RecordKind } from '@querent/contracts';

export interface Proposal extends MethodChoice {
  reason: string;
}

/** The encoder of each kind of record, until their contents say otherwise. */
const PROPOSALS: Record<RecordKind, Proposal> = {
  image: { id: 'pixels', options: {}, reason: 'The records are pictures of one size.' },
  text: { id: 'sentence', options: {}, reason: 'The records are texts.' },
  row: { id: 'tables', options: {}, reason: 'The records are rows of a table.' },
  vector: { id: 'vectors', options: {}, reason: 'The records are features already.' },
};

export const proposeEncoder = (kind: RecordKind): Proposal => PROPOSALS[kind];

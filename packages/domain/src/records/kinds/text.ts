import { text as contract } from '@querent/contracts';
import { hashOf, nearHashOf } from './hash.js';
import { defineKind, within } from './kind.js';

const textOf = (content: unknown) => (content as { text: string }).text;

export const text = defineKind<'text', object>({
  id: 'text',
  async take({ text: unverified }) {
    const given = within(contract.given, unverified);
    const hashes = { contentHash: hashOf(given), nearHash: nearHashOf(given) };
    return { content: { text: given }, objectKey: null, ...hashes, shape: {} };
  },
  nearHashOf: (content) => nearHashOf(textOf(content)),
  view: ({ content }) => ({ kind: 'text', text: textOf(content) }),
  read: async ({ content }) => ({ kind: 'text', text: textOf(content) }),
  write: ({ content }) => ({ kind: 'text', text: textOf(content) }),
});

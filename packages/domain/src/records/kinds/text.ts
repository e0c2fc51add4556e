import { hashOf } from './hash.js';
import { defineKind } from './kind.js';

interface TextContent {
  text: string;
}
const textOf = (content: unknown) => (content as TextContent).text;

export const text = defineKind<string, object>({
  id: 'text',
  take: async (given) => ({ content: { text: given }, objectKey: null, contentHash: hashOf(given), shape: {} }),
  view: ({ content }) => ({ kind: 'text', text: textOf(content) }),
  read: async ({ content }) => ({ kind: 'text', text: textOf(content) }),
});

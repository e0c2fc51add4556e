import { createHash } from 'node:crypto';

export const hashOf = (content: string): string => createHash('sha256').update(content).digest('hex');

/** Equal where texts are but for case and space. */
export const nearHashOf = (text: string): string => hashOf(text.toLowerCase().replace(/\s+/g, ' ').trim()).slice(0, 16);

import { FormatError } from '../format-error.js';
import { ItemSplitter } from './items.js';

const LIST_OF_OBJECTS = /"((?:[^"\\]|\\.){1,200})"\s*:\s*\[\s*\{/g;

/** The keys of an object under which lists of objects stand, as far as its beginning shows. */
export function listsIn(head: Uint8Array): string[] {
  const text = Buffer.from(head).toString('utf8');
  if (!text.trimStart().startsWith('{')) return [];
  const keys = [...text.matchAll(LIST_OF_OBJECTS)].map(([, key]) => key!);
  return [...new Set(keys)].filter((key) => leadsToList(head, key));
}

function leadsToList(head: Uint8Array, key: string): boolean {
  try {
    for (const _ of new ItemSplitter([key], head.length).push(head)) return true;
    return false;
  } catch (error) {
    if (error instanceof FormatError) return false;
    throw error;
  }
}

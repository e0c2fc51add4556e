import { sampleDigits } from './sample-digits.js';
import type { ImportSource } from './source.js';

/** Every place records can come from; a new one is a file and a line here. */
const SOURCES: ImportSource[] = [sampleDigits];

export const findSource = (id: string) => SOURCES.find((source) => source.id === id) ?? null;

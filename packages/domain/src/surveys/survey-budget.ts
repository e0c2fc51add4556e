import type { RecordKind } from '@querent/contracts';
import { loadImages } from '../records/kinds/load-images.js';

/** So long, and so far, a file is read; the beginning of a longer one stands for it. */
const READING_MS = 1_100;
const READING_BYTES = 64_000_000;
/** So long pictures are compared with those of a project, before the others are counted. */
const COMPARING_MS = 1_300;
const COUNTING_MS = 200;
/** Until then pictures are decoded to be shown. */
const SHOWING_MS = 1_600;

/** What a survey may take, in time of `performance.now()` and in bytes. The library for pictures is loaded before the clock starts. */
export async function surveyBudget(addedTo: RecordKind | null) {
  if (addedTo === 'image') await loadImages();
  const startMs = performance.now();
  return {
    bytes: READING_BYTES,
    deadlineMs: startMs + (addedTo === 'image' ? COMPARING_MS + COUNTING_MS : READING_MS),
    looksUntilMs: startMs + COMPARING_MS,
    showsUntilMs: startMs + SHOWING_MS,
  };
}

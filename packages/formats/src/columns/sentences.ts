/** What ends a sentence, also within quotes or brackets. */
const END = /[.!?…。！？][\s"'’”»)\]]*$/;
const MOST = 0.8;

/**
 * Whether the lines are sentences, in which commas part no cells: the first ends as one does, which no heading does, and so do
 * nearly all others. A line with a quote at its beginning is written as cells are.
 *
 * @param lines the first ones
 */
export function areSentences(lines: readonly string[]): boolean {
  const filled = lines.filter((line) => line.trim() !== '');
  const [first] = filled;
  if (first === undefined || !isSentence(first) || filled.some((line) => line.startsWith('"'))) return false;
  return filled.filter(isSentence).length >= MOST * filled.length;
}

/** Of words: "1." is none. */
const isSentence = (line: string) => END.test(line) && /\p{L}{2,}.*\s/u.test(line);

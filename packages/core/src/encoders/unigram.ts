/** SentencePiece's mark of a space. */
const SPACE = '\u2581';
const UNKNOWN = 0;

/** A piece of a vocabulary and the logarithm of its probability; the place in the list is its id. */
export type Vocabulary = readonly (readonly [piece: string, score: number])[];

/**
 * SentencePiece's unigram tokeniser: of all ways to cut a text into pieces of the vocabulary, the one with the largest sum
 * of scores (Viterbi). A character that begins no piece is unknown, id 0; unknown ones in a row are one.
 *
 * As `@energetic-ai/embeddings` and TensorFlow.js's universal-sentence-encoder have it, which the model was made for; only
 * white space is brought to single spaces first, as SentencePiece itself does.
 *
 * @param reserved ids below belong to no piece
 * @returns the ids of a text
 * @source Kudo 2018, arXiv:1804.10959, section 3.2
 */
export function unigram(vocabulary: Vocabulary, reserved: number): (text: string) => number[] {
  const ids = new Map<string, number>();
  let longest = 1;
  for (let id = reserved; id < vocabulary.length; id++) {
    ids.set(vocabulary[id]![0], id);
    longest = Math.max(longest, [...vocabulary[id]![0]].length);
  }
  return (text) => {
    const clean = text.normalize('NFKC').trim().replace(/\s+/gu, ' ');
    if (clean === '') return [];
    return mergeUnknown(cut([...` ${clean}`.replaceAll(' ', SPACE)], vocabulary, ids, longest));
  };
}

/** The best cut: `best[end]` is the sum of scores up to there, `last[end]` the piece that ends there. */
function cut(symbols: string[], vocabulary: Vocabulary, ids: Map<string, number>, longest: number): number[] {
  const best = new Float64Array(symbols.length + 1).fill(Number.NEGATIVE_INFINITY);
  const last = new Int32Array(symbols.length + 1);
  const lengths = new Int32Array(symbols.length + 1).fill(1);
  best[0] = 0;
  const offer = (start: number, length: number, id: number, score: number) => {
    const sum = best[start]! + score;
    if (sum < best[start + length]!) return;
    best[start + length] = sum;
    last[start + length] = id;
    lengths[start + length] = length;
  };
  for (let start = 0; start < symbols.length; start++) {
    if (best[start] === Number.NEGATIVE_INFINITY) continue;
    let piece = '';
    let isKnown = false;
    for (let length = 1; length <= longest && start + length <= symbols.length; length++) {
      piece += symbols[start + length - 1];
      const id = ids.get(piece);
      if (id === undefined) continue;
      offer(start, length, id, vocabulary[id]![1]);
      isKnown = true;
    }
    if (!isKnown) offer(start, 1, UNKNOWN, 0);
  }
  const found: number[] = [];
  for (let end = symbols.length; end > 0; end -= lengths[end]!) found.push(last[end]!);
  return found.reverse();
}

const mergeUnknown = (ids: number[]) => ids.filter((id, i) => id !== UNKNOWN || ids[i - 1] !== UNKNOWN);

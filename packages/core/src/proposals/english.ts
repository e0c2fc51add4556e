import type { Text } from '../encoders/content.js';

/** Words that hold English sentences together and stand in few others; those that Dutch or Danish share are left out. */
const GLUE = new Set(
  `the and that this these those to it for with from they them their there than what when where which who why how you your
   his she its are were have would could should being about into because if but not my just don't doesn't didn't can't i'm
   it's isn't does did some only other after before between through any each here out our very while against during said
   says more most`.split(/\s+/),
);
const WORDS = /[\p{L}\p{M}']+/gu;
const LETTERS = /[\p{L}\p{Extended_Pictographic}]/gu;
const LATIN = /^\p{sc=Latin}$/u;
/** Shorter texts say too little of their language. */
const ENOUGH_WORDS = 5;
/** Of the words of English news, questions, reviews and comments 16 to 35 % are among the above; of other languages 0 to 9 %. */
const GLUE_OF_A_TEXT = 0.08;

/** What a sample of texts shows of its language. */
export interface Tongue {
  /** Texts long enough to tell, or in another script. */
  judged: number;
  /** Of these, texts that look English. */
  english: number;
  /** Mean over the texts of the share of letters and emoji, in [0, 1], that an English vocabulary lacks: all but Latin ones. */
  foreign: number;
}

/**
 * Guesses which texts are English, by their script and by the share of words that hold English sentences together: at least
 * 8 % of five words or more. Texts of fewer words in Latin letters are not judged.
 *
 * @param texts [N], of which each counts once, however long
 * @returns counts of 0 … N, and a share in [0, 1]
 */
export function tongueOf(texts: readonly Pick<Text, 'text'>[]): Tongue {
  let [judged, english, strange] = [0, 0, 0];
  for (const { text } of texts) {
    const own = text.match(LETTERS) ?? [];
    const foreign = own.length > 0 ? own.filter((letter) => !LATIN.test(letter)).length / own.length : 0;
    strange += foreign;
    const words = text.toLowerCase().replaceAll('’', "'").match(WORDS) ?? [];
    const isForeign = foreign > 0.5;
    if (!isForeign && words.length < ENOUGH_WORDS) continue;
    judged++;
    const glue = words.filter((word) => GLUE.has(word)).length;
    if (!isForeign && glue >= GLUE_OF_A_TEXT * words.length) english++;
  }
  return { judged, english, foreign: texts.length > 0 ? strange / texts.length : 0 };
}

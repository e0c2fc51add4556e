/** Letters of scripts that put no spaces between words are words of their own, so that pairs of them become features. */
const SPACELESS =
  '[\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}\\p{sc=Tibetan}]\\p{M}*';
/** What a person sees as one emoji: a flag, or pictures joined to one, each with its colour of skin or its region. */
const PICTURE =
  '(?:\\p{Emoji_Presentation}|\\p{Extended_Pictographic})(?:\\p{Emoji_Modifier}|[\\u{E0020}-\\u{E007E}]+\\u{E007F})?';
const EMOJI = `\\p{RI}{2}|${PICTURE}(?:\\u200D${PICTURE})*|[#*]\\u20E3`;
const SYMBOL = '(?![\\0-\\x7F])\\p{S}';
const WORD = new RegExp(`${EMOJI}|${SPACELESS}|(?:(?!${SPACELESS})[\\p{L}\\p{N}\\p{M}_])+|${SYMBOL}`, 'gu');
/** Marks that ask for a coloured or a plain form of a symbol: ☕ is one word in both. */
const FORMS = /[\uFE0E\uFE0F]/g;

/**
 * The words of a text: NFKC, lower case, without punctuation. Each emoji is a word, as a person counts them (with the colour
 * of its skin, a family, a flag), and so is each symbol beyond ASCII, such as ☕, → or €.
 *
 * @param longest what stands after so many characters (UTF-16 units) is not read
 * @source Unicode UTS #51, section 1.4.9, for sequences of emoji
 */
export const wordsOf = (text: string, longest = Number.POSITIVE_INFINITY): string[] =>
  text.slice(0, longest).normalize('NFKC').replace(FORMS, '').toLowerCase().match(WORD) ?? [];

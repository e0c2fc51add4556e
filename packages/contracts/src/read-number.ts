/** Blanks and such between groups of three digits. */
const BLANKS = /(?<=\d)[\s'’](?=\d{3}(?!\d))/g;
const GROUPS = /^[+-]?\d{1,3}(?:[.,]\d{3})+$/;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
/** With a comma a thousand and something to some, and one and something to others; with a point it is as numbers are shown here. */
const EITHER = /^[+-]?[1-9]\d{0,2},\d{3}$/;

/**
 * A number as people type it, wherever they live: "1234.5", "1234,5", "1,234.5", "1.234,5", "1 234,5".
 *
 * @returns what is wrong with it, and what to write, where it is none, or may be two
 */
export function readNumber(text: string): { value: number } | { problem: string } {
  const typed = text.trim().replace(BLANKS, '');
  if (EITHER.test(typed))
    return {
      problem: `${typed} may be ${typed.replace(',', '')} or ${typed.replace(',', '.')}. Write it without the comma, or with a point.`,
    };
  const written = withPoint(typed);
  const value = Number(written);
  return written !== null && NUMBER.test(written) && Number.isFinite(value) ? { value } : { problem: NONE };
}

const NONE = 'This is no number. Write it with digits, such as 1234.5.';

/** The same without marks between groups; null where they do not stand as they should. */
function withPoint(typed: string): string | null {
  const marks = typed.match(/[.,]/g) ?? [];
  const isMixed = new Set(marks).size === 2;
  if (!isMixed && marks.length > 1) return GROUPS.test(typed) ? typed.replace(/[.,]/g, '') : null;
  const [mark] = marks.slice(-1);
  if (mark === undefined) return typed;
  const [whole = '', fraction = '', ...more] = typed.split(mark);
  if (more.length > 0 || (isMixed && !GROUPS.test(whole))) return null;
  return `${whole.replace(/[.,]/g, '')}.${fraction}`;
}

import { storable } from '../bytes/storable.js';
import { FormatError } from '../format-error.js';

/** Lists and objects inside one another; what comes later walks them with the stack. */
const DEEPEST = 64;
/** Texts and numbers, each whole, so that no digit inside a text is taken for a number. */
const TOKENS = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|-?\b(?:NaN|Infinity)\b/gs;
const MAY_LOSE_DIGITS = /\d{16}/;
const PYTHON = /\b(?:NaN|Infinity)\b/;

export interface Parsed {
  value: unknown;
  /** What was read otherwise than it stands. */
  notices: string[];
}

/**
 * JSON of one record. Whole numbers that no float holds become texts of all their digits; NaN and Infinity, which Python
 * writes, and numbers too large for a float become null, with a notice.
 *
 * @throws bad_json, too_deep, unstorable_character (NUL, or half of a surrogate pair: databases take neither)
 */
export function parseJson(text: string): Parsed {
  const notices: string[] = [];
  const source = MAY_LOSE_DIGITS.test(text) ? keepDigits(text) : text;
  let value = parse(source);
  if (value === undefined && PYTHON.test(source)) {
    value = parse(replaceTokens(source, (token) => (PYTHON.test(token) ? 'null' : token)));
    if (value !== undefined) notices.push('NaN and Infinity are read as null.');
  }
  if (value === undefined) throw new FormatError('bad_json', `It is no JSON${hintOf(text)}.`);
  return { value: checked(value, notices, 0), notices };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const keepDigits = (text: string) =>
  replaceTokens(text, (token) =>
    /^-?[1-9]\d{15,}$/.test(token) && String(Number(token)) !== token ? `"${token}"` : token,
  );

/** Leaves texts as they are; a text too long for the pattern leaves everything as it is. */
function replaceTokens(text: string, replace: (token: string) => string): string {
  try {
    return text.replace(TOKENS, (token) => (token.startsWith('"') ? token : replace(token)));
  } catch {
    return text;
  }
}

/** What the engine says of the place, in words that do not depend on it. */
function hintOf(text: string): string {
  const start = text.trimStart();
  if (start.startsWith('{') && !text.trimEnd().endsWith('}')) return ': the closing } is missing';
  if (/^[{[]\s*'/.test(start)) return ': texts stand in double quotes, not in single ones';
  if (/[,]\s*[}\]]/.test(start)) return ': a comma stands before a closing bracket';
  return '';
}

function checked(value: unknown, notices: string[], depth: number): unknown {
  if (depth > DEEPEST) {
    throw new FormatError('too_deep', `It has more than ${DEEPEST} lists and objects inside one another.`);
  }
  if (typeof value === 'string') return storable(value);
  if (typeof value === 'number' && !Number.isFinite(value)) {
    notices.push('A number too large for a float is read as null.');
    return null;
  }
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) value[i] = checked(value[i], notices, depth + 1);
  } else if (value !== null && typeof value === 'object') {
    return checkedObject(value, notices, depth);
  }
  return value;
}

function checkedObject(value: object, notices: string[], depth: number): object {
  let isSame = true;
  const entries = Object.entries(value).map(([name, inner]) => {
    const after = checked(inner, notices, depth + 1);
    isSame &&= after === inner;
    return [safeName(name), after] as const;
  });
  return isSame ? value : Object.fromEntries(entries);
}

/** Whoever copies an object key by key would set its prototype by this one. */
function safeName(name: string): string {
  if (name === '__proto__') throw new FormatError('bad_value', 'A key is named __proto__, which is not taken.');
  return storable(name);
}

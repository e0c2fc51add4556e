import { FormatError } from '../format-error.js';

/** Objects inside one another in which a list is looked for. */
const DEEPEST = 4;
const TOKEN = /\s*("[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]|[^\s"{}[\],:]+)/suy;
/** What the records are called as a rule, where there are several lists. */
const USUAL = ['data', 'records', 'rows', 'items', 'examples', 'documents', 'results', 'entries'];

type Kind = 'objects' | 'values' | 'nothing' | 'object' | 'value';

/** What stands in an object, or in one within it. */
interface Found {
  /** The keys that lead to it. */
  keys: string[];
  kind: Kind;
}

export interface Lists {
  /** The keys that lead to each list of objects, the likeliest one first. */
  paths: string[][];
  /** What is wrong, and what to do, where there is none. */
  refusal: FormatError;
}

/** The lists of objects within an object, as far as its beginning shows; null where it is no object. */
export function listsIn(head: Uint8Array): Lists | null {
  const text = Buffer.from(head).toString('utf8');
  if (!text.trimStart().startsWith('{')) return null;
  const found = valuesIn(text);
  const rank = ({ keys }: Found) => {
    const place = USUAL.indexOf(keys.at(-1)!.toLowerCase());
    return 100 * keys.length + (place === -1 ? USUAL.length : place);
  };
  const lists = found.filter(({ kind }) => kind === 'objects').sort((a, b) => rank(a) - rank(b));
  return { paths: lists.map(({ keys }) => keys), refusal: refusalOf(found.filter(({ keys }) => keys.length === 1)) };
}

/** Walks what is there of it; where it is cut off, or is no JSON, it ends. */
function valuesIn(text: string): Found[] {
  const found: Found[] = [];
  const keys: string[] = [];
  const open: string[] = [];
  let lists = 0;
  let isValue = true;
  let list: Found | null = null;
  for (const token of tokensOf(text)) {
    if (list) {
      list.kind = token === '{' ? 'objects' : token === ']' ? 'nothing' : 'values';
      list = null;
    }
    if (token === '}' || token === ']') {
      if (open.pop() === '[') lists--;
      else if (lists === 0) keys.length = Math.max(0, open.length - 1);
      isValue = false;
    } else if (token === ':') isValue = true;
    else if (token === ',') isValue = open.at(-1) === '[';
    else if (isValue) {
      if (lists === 0 && open.length > 0 && open.length <= DEEPEST) {
        const one: Found = { keys: keys.slice(0, open.length), kind: token === '{' ? 'object' : 'value' };
        found.push(one);
        if (token === '[') list = one;
      }
      if (token === '{' || token === '[') {
        open.push(token);
        if (token === '[') lists++;
        isValue = token === '[';
      } else isValue = false;
    } else if (lists === 0 && token.startsWith('"')) {
      keys.length = open.length - 1;
      keys.push(keyOf(token));
    }
  }
  return found;
}

function* tokensOf(text: string): Generator<string> {
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match; match = TOKEN.exec(text)) yield match[1]!;
}

function keyOf(token: string): string {
  try {
    return JSON.parse(token);
  } catch {
    return token.slice(1, -1);
  }
}

const SHOWN = 5;
const named = (found: Found[]) =>
  found
    .slice(0, SHOWN)
    .map(({ keys: [key] }) => JSON.stringify(key))
    .join(', ') + (found.length > SHOWN ? ', …' : '');

function refusalOf(found: Found[]): FormatError {
  const of = (kind: Kind) => found.filter((one) => one.kind === kind);
  const [values, objects, empty] = [of('values'), of('object'), of('nothing')];
  const what =
    values.length > 0
      ? `The file is an object in which lists stand that hold no objects: ${named(values)}. ${AS_RECORDS}`
      : objects.length > 1 && objects.length === found.length
        ? `The file is an object of objects: ${named(objects)}. ${AS_RECORDS}`
        : empty.length > 0
          ? `The list of records is empty: ${named(empty)}.`
          : `The file is one object${found.length > 0 ? ` with the keys ${named(found)}` : ''}, and holds no list of records. ${AS_LIST}`;
  return new FormatError('not_a_list_of_objects', what);
}

const AS_LIST = 'Put the records into a list, [{"text": …}, {"text": …}], or write one a line.';
const AS_RECORDS = `${AS_LIST} Pandas writes such a list by to_json(path, orient="records").`;

import { linesOf } from '../bytes/lines.js';
import { toUtf8 } from '../bytes/to-utf8.js';
import type { FileInput } from '../input.js';
import type { JsonOptions } from './json-options.js';
import type { JsonSource } from './json-records.js';

const BLANK = /^[ \t\r]*$/;

/** Every line that is not blank. */
export async function* linesOfJson(input: FileInput, options: JsonOptions): AsyncGenerator<JsonSource> {
  for await (const { number, bytes } of linesOf(toUtf8(input.open(), options.encoding), options.mostBytes)) {
    if (bytes && bytes.length < 64 && BLANK.test(bytes.toString('latin1'))) continue;
    yield { place: `line ${number}`, bytes };
  }
}

import type { PlainRecord } from '../imported.js';
import { lineOf } from '../record-line.js';

/** A line a record, in the product's own form: what goes out comes in again, equal. */
export async function* writeJsonl(
  records: AsyncIterable<PlainRecord> | Iterable<PlainRecord>,
): AsyncGenerator<Uint8Array> {
  for await (const record of records) yield Buffer.from(`${await lineOf(record)}\n`);
}

import { MOST_PREDICTED, many, type RecordKind } from '@querent/contracts';
import { type Encoding, type RecordContent, unreadCellsOf } from '@querent/core/encoders';
import {
  FormatError,
  type Imported,
  type ImportedRecord,
  isNotice,
  isRejected,
  type UnverifiedContent,
} from '@querent/formats';
import { DomainError } from '../errors.js';
import { recordKinds } from '../records/kinds/index.js';
import { findRefusal } from '../refusal-of.js';

/** Faults, or notes, that are told at once. */
const SHOWN = 5;
/** Contents that are read and decoded at the same time. */
const PARALLEL = 8;

interface Fault {
  place: string;
  reason: string;
}

export interface GivenContent {
  place: string;
  externalId: string | null;
  content: RecordContent;
}

/**
 * Records as somebody sends them, as encoders read them: taken as those are that are added to the project, and kept nowhere.
 *
 * @param shape what the records of the project have in common
 * @param encoding how the model reads them: what it cannot is noted
 * @returns the records, and what to know of them in sentences
 * @throws invalid_input where one cannot be read, which tells the first ones and why; too_large where there are too many
 */
export async function readGiven(
  given: AsyncIterable<Imported>,
  { recordKind, shape, encoding }: { recordKind: RecordKind; shape: unknown; encoding: Encoding },
): Promise<{ given: GivenContent[]; notes: string[] }> {
  const { records, faults, notes, order } = await collect(given);
  const taken: GivenContent[] = [];
  const takeOne = async ({ place, externalId, content }: ImportedRecord, at: number) => {
    try {
      taken[at] = { place, externalId, content: await takeInMemory(recordKind, shape, content) };
    } catch (error) {
      const refusal = findRefusal(error);
      if (refusal?.code !== 'invalid_input') throw error;
      faults.push({ place, reason: refusal.detail });
    }
  };
  let next = 0;
  const takeOn = async () => {
    while (next < records.length) {
      const at = next++;
      await takeOne(records[at]!, at);
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, takeOn));
  if (faults.length > 0) throw refusalFor(faults.toSorted((a, b) => order.get(a.place)! - order.get(b.place)!));
  if (taken.length === 0) throw new DomainError('invalid_input', 'No records were sent.');
  const unreadOf = unreadCellsOf(encoding);
  for (const { place, content } of taken)
    if (content.kind === 'row') notes.push(...unreadOf(content).map((told) => `${place}: ${told}`));
  const more = notes.length > SHOWN ? [`… and ${many(notes.length - SHOWN, 'more note')}.`] : [];
  return { given: taken, notes: [...notes.slice(0, SHOWN), ...more] };
}

/** Content as encoders read it: a picture becomes what it would be in the project, and lies in memory only. @throws invalid_input */
export async function takeInMemory(
  recordKind: RecordKind,
  shape: unknown,
  content: UnverifiedContent,
): Promise<RecordContent> {
  const kind = recordKinds[recordKind];
  const memory = inMemory();
  const kept = await kind.take(content, shape, memory);
  return kind.read({ id: '', ...kept }, memory);
}

async function collect(given: AsyncIterable<Imported>) {
  const records: ImportedRecord[] = [];
  const faults: Fault[] = [];
  const notes: string[] = [];
  /** Of their places, as they came. */
  const order = new Map<string, number>();
  try {
    for await (const item of given) {
      order.set(item.place, order.size);
      if (isRejected(item)) faults.push(item);
      else if (isNotice(item)) notes.push(`${item.place}: ${item.notice}`);
      else records.push(item);
      if (records.length + faults.length > MOST_PREDICTED)
        throw new DomainError(
          'too_large',
          `At most ${MOST_PREDICTED.toLocaleString('en')} records are predicted with one request. Send them in several.`,
        );
    }
  } catch (error) {
    if (!(error instanceof FormatError) || error.code !== 'empty_file') throw error;
  }
  return { records, faults, notes, order };
}

function refusalFor(faults: Fault[]): DomainError {
  const told = faults.slice(0, SHOWN).map(({ place, reason }) => `${place}: ${reason}`);
  const more = faults.length > SHOWN ? ` … and ${faults.length - SHOWN} more.` : '';
  return new DomainError(
    'invalid_input',
    `Nothing was predicted, since not all records can be read. ${told.join(' ')}${more}`,
  );
}

/** Files that are there as long as somebody reads them. */
function inMemory() {
  const files: Uint8Array[] = [];
  return {
    put: async (bytes: Uint8Array) => `${files.push(bytes) - 1}`,
    get: async (key: string) => files[Number(key)]!,
  };
}

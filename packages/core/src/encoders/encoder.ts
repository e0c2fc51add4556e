import type { z } from 'zod';
import { CoreError } from '../errors.js';
import { parseOptions } from '../options.js';
import type { Features } from '../tensors/features.js';
import { type ContentKind, type ContentOf, KIND_NAMES, type RecordContent } from './content.js';
import { Encoding, type Fitted, versionOf } from './encoding.js';

/** Records in their order, from memory or from a stream. */
export type Records<Content = RecordContent> = Iterable<Content> | AsyncIterable<Content>;

/** An encoder with its model in memory. */
export interface Opened<Content = RecordContent> {
  /**
   * @param records [N]; a row depends on its own record only, up to float error in networks
   * @returns N rows of the encoding's shape, all finite
   * @throws shape_mismatch or invalid_content where a record does not fit, and which does not
   */
  encode(records: readonly Content[]): Promise<Features>;
  /**
   * How much of each record the encoder cannot read: what it does not tell from other things of its kind, such as signs that
   * are in no vocabulary. What it cuts off or leaves out by design, such as punctuation, does not count.
   *
   * @returns [N] shares in [0, 1], of characters, tokens or cells as the encoder says; 1 where nothing of the record is read
   */
  unread(records: readonly Content[]): Promise<Float64Array>;
  /** Frees the model. Safe to call twice. */
  release(): Promise<void>;
}

/** What an encoder does to a record, as a graph: for models that run where this package does not. */
export interface RecordGraph {
  /** A record as it lies in memory. */
  input: { name: string; dtype: 'uint8' | 'float32'; shape: number[] };
  /** What has to be done to a record first, in sentences; empty where that is nothing. */
  before: string;
  /** A graph of `GraphBuilder` from that input to the rows; null where the records are the rows. */
  bytes: Uint8Array | null;
}

/** How an encoder is written; `defineEncoder` adds what all of them share. */
export interface EncoderMethod<Kind extends ContentKind, Options extends z.ZodType, State extends z.ZodType<Fitted>> {
  id: string;
  title: string;
  description: string;
  source: string;
  /** Of the weights that it brings along or fetches; left out where there are none. */
  licence?: string;
  /** Kind of record that it reads. */
  reads: Kind;
  /** What to do where it cannot read much of a pool; needed by those that have `unread`. */
  advice?: string;
  /** Counted up where a change of the code changes the features. */
  revision: number;
  options: Options;
  /** What `fit` gives, as it is read back from a store. */
  fitted: State;
  /** Learns what it has to know of the pool, in one pass. */
  fit(records: Records<ContentOf<Kind>>, options: z.infer<Options>): Promise<z.infer<State>>;
  /** Those that read everything leave `unread` out. */
  open(
    fitted: z.infer<State>,
    options: z.infer<Options>,
  ): Promise<Omit<Opened<ContentOf<Kind>>, 'unread'> & Partial<Pick<Opened<ContentOf<Kind>>, 'unread'>>>;
  /** Of those that are a network or plain arithmetic. @throws model_unavailable */
  graph?(fitted: z.infer<State>, options: z.infer<Options>): Promise<RecordGraph>;
}

/** Turns the content of records into rows of features. Encoding happens once a record and version. */
export interface Encoder {
  id: string;
  title: string;
  description: string;
  source: string;
  /** Of its weights; null where there are none. */
  licence: string | null;
  reads: ContentKind;
  options: z.ZodType;
  /** What to do where it cannot read much of a pool; null for encoders that read everything. */
  advice: string | null;
  /**
   * Learns from the pool how its records are to be encoded.
   *
   * @param records read once, in order; encoders that know everything beforehand read none or only the first
   * @throws invalid_options, invalid_content, shape_mismatch, model_unavailable
   */
  prepare(records: Records, unverifiedOptions?: unknown): Promise<Encoding>;
  /** The encoding for a state that is known from elsewhere, such as the size of a pool's pictures. @throws state_corrupt */
  encodingOf(unverifiedFitted: unknown, unverifiedOptions?: unknown): Encoding;
  /** @throws state_corrupt where the encoding is another encoder's or damaged; model_unavailable */
  open(encoding: Encoding): Promise<Opened>;
  /** The encoding as a graph; null of encoders that are a program. @throws as `open` */
  graph: ((encoding: Encoding) => Promise<RecordGraph>) | null;
}

/** The casts forget the kind and the schemas of a method, which the checks in front of them establish. */
export function defineEncoder<Kind extends ContentKind, Options extends z.ZodType, State extends z.ZodType<Fitted>>(
  method: EncoderMethod<Kind, Options, State>,
): Encoder {
  const { id, title, description, source, reads, options: schema, graph } = method;
  const encodingOf = (unverifiedFitted: unknown, unverifiedOptions: unknown = {}): Encoding => {
    const options = parseOptions(method, unverifiedOptions);
    const fitted = method.fitted.safeParse(unverifiedFitted);
    if (!fitted.success) throw damaged(title);
    const version = versionOf(id, method.revision, options, fitted.data);
    return { encoder: id, version, options: options as Encoding['options'], fitted: fitted.data };
  };
  const checked = (unverified: unknown) => {
    const encoding = Encoding.safeParse(unverified);
    if (!encoding.success || encoding.data.encoder !== id) throw damaged(title);
    return encodingOf(encoding.data.fitted, encoding.data.options);
  };
  return {
    id,
    title,
    description,
    source,
    licence: method.licence ?? null,
    reads,
    options: schema,
    advice: method.advice ?? null,
    encodingOf,
    async prepare(records, unverifiedOptions = {}) {
      const options = parseOptions(method, unverifiedOptions);
      return encodingOf(await method.fit(checkedStream(records, reads, title), options), options);
    },
    graph: graph
      ? async (unverified) => {
          const { options, fitted } = checked(unverified);
          return graph(fitted as z.infer<State>, options as z.infer<Options>);
        }
      : null,
    async open(unverified) {
      const { options, fitted } = checked(unverified);
      const opened = await method.open(fitted as z.infer<State>, options as z.infer<Options>);
      const read = (records: readonly RecordContent[]) => records.map((record, n) => check(record, n, reads, title));
      return {
        release: () => opened.release(),
        encode: async (records) => opened.encode(read(records)),
        async unread(records) {
          const own = read(records);
          return opened.unread ? opened.unread(own) : new Float64Array(own.length);
        },
      };
    },
  };
}

const damaged = (title: string) =>
  new CoreError(
    'state_corrupt',
    `What "${title}" learned of this pool cannot be read. Prepare it again from the records.`,
  );

async function* checkedStream<Kind extends ContentKind>(records: Records, reads: Kind, title: string) {
  let n = 0;
  for await (const record of records) yield check(record, n++, reads, title);
}

function check<Kind extends ContentKind>(record: RecordContent, n: number, reads: Kind, title: string) {
  if (record.kind === reads) return record as ContentOf<Kind>;
  throw new CoreError(
    'invalid_content',
    `Record ${n} is ${KIND_NAMES[record.kind] ?? 'of an unknown kind'}; "${title}" reads ${KIND_NAMES[reads]}. Choose an encoder for what the pool holds.`,
  );
}

/** The first record, or null of none; the rest is not read. */
export async function firstOf<Content>(records: Records<Content>): Promise<Content | null> {
  for await (const record of records) return record;
  return null;
}

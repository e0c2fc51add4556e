import {
  type Encoding,
  encoders,
  encodeShard,
  type Opened,
  openEncoding,
  summarizeUnread,
} from '@querent/core/encoders';
import { type Encoded, type EncodeTask, type PrepareTask, recordKinds } from '@querent/domain/background';
import type { Store } from '@querent/storage';

/** The encoder that was used last stays open, with its model in memory: the parts of a pool come one after the other. */
let open: { version: string; encoder: Promise<Opened> } | null = null;

async function opened(encoding: Encoding): Promise<Opened> {
  if (open?.version !== encoding.version) {
    const last = open;
    const encoder = openEncoding(encoding);
    open = { version: encoding.version, encoder };
    encoder.catch(() => {
      if (open?.encoder === encoder) open = null;
    });
    await last?.encoder.then(
      (earlier) => earlier.release(),
      () => {},
    );
  }
  return open!.encoder;
}

/** Learns from records how they are to be encoded. */
export async function prepare({ encoder, options, kind, records }: PrepareTask, store: Store): Promise<Encoding> {
  const { read } = recordKinds[kind];
  async function* contents() {
    for (const record of records) yield await read(record, store);
  }
  return encoders.get(encoder).prepare(contents(), options);
}

/** Makes the features of records that follow each other, and stores them. */
export async function encode({ encoding, kind, start, records }: EncodeTask, store: Store): Promise<Encoded> {
  const { read } = recordKinds[kind];
  const contents = await Promise.all(records.map((record) => read(record, store)));
  const encoder = await opened(encoding);
  const objectKey = await store.put(encodeShard({ start, ...(await encoder.encode(contents)) }));
  const { share, advice } = summarizeUnread(encoders.get(encoding.encoder), await encoder.unread(contents));
  return { objectKey, unread: { share, advice } };
}

import { type Encoding, type Opened, openEncoding, type RecordContent } from '@querent/core/encoders';
import { CoreError } from '@querent/core/errors';
import { type Prediction, predictRecords } from '@querent/core/loop';
import { openPredictor, type Predictor } from '@querent/core/scoring';
import type { Store } from '@querent/storage';
import { inBatches } from './in-batches.js';
import { keepOpen, type Openable } from './keep-open.js';
import type { SentRecord, ServedModel, ThreadOptions } from './messages.js';

/** Records of a turn: what comes meanwhile waits no longer than they take. */
const MOST_ROWS = 64;

interface Graph extends Openable {
  predictor: Predictor;
}
interface Encoder extends Openable {
  opened: Opened;
}
type Ask = (records: RecordContent[]) => Promise<Prediction[]>;

/**
 * Predictions of any model in a store. Graphs and encoders stay open while there is room, an encoder once for all models of its
 * encoding; while one is opened the others go on. Requests to one model that wait together are answered together.
 *
 * @returns of each record what the model says, with all its probabilities
 * @throws CoreError, StorageError; ItemError where one record is at fault
 */
export function createPredicting(
  store: Pick<Store, 'get'>,
  { threads, mostBytes }: Pick<ThreadOptions, 'threads' | 'mostBytes'>,
): (model: ServedModel, records: SentRecord[]) => Promise<Prediction[]> {
  const graphs = keepOpen<Graph>(mostBytes / 2);
  const encoders = keepOpen<Encoder>(mostBytes / 2);
  /** Of models that have been asked lately. */
  const asking = new Map<string, { ask: Ask; users: number }>();

  const openGraph = async (key: string): Promise<Graph> => {
    const bytes = await store.get(key);
    const predictor = await openPredictor(bytes, { threads, fill: 1 });
    // The file, and what the runtime makes of it.
    return { predictor, bytes: 2 * bytes.length, release: () => predictor.release() };
  };
  const openEncoder = async (encoding: Encoding): Promise<Encoder> => {
    const before = process.memoryUsage.rss();
    const opened = await openEncoding(encoding);
    // No encoder says how large its model is. Others that are opened meanwhile count here too: some are then released sooner.
    return { opened, bytes: Math.max(2 ** 20, process.memoryUsage.rss() - before), release: () => opened.release() };
  };
  const askerOf = ({ graphKey, encoding }: ServedModel): Ask =>
    inBatches(
      MOST_ROWS,
      (records) =>
        graphs.use(
          graphKey,
          () => openGraph(graphKey),
          ({ predictor }) =>
            encoders.use(
              encoding.version,
              () => openEncoder(encoding),
              async ({ opened }) =>
                predictRecords(predictor, await opened.encode(records), undefined, predictor.classes),
            ),
        ),
      isOfRecord,
    );
  return async (model, records) => {
    if (records.length === 0) return [];
    const key = `${model.graphKey} ${model.encoding.version}`;
    const own = asking.get(key) ?? { ask: askerOf(model), users: 0 };
    asking.set(key, own);
    own.users++;
    try {
      return await own.ask(records.map(received));
    } finally {
      own.users--;
      if (own.users === 0) asking.delete(key);
    }
  };
}

/** As encoders take it. */
function received(record: SentRecord): RecordContent {
  if (!('file' in record)) return record;
  const { file, ...look } = record;
  return { ...look, read: async () => file };
}

/** Whether it may be the doing of one record. */
const isOfRecord = (error: unknown) =>
  error instanceof CoreError && ['invalid_content', 'invalid_features', 'shape_mismatch'].includes(error.code);

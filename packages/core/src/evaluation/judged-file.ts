import { z } from 'zod';
import { CoreError } from '../errors.js';
import { pack, unpack } from '../tensors/container.js';
import { countOf, type JudgedRecords } from './judged-records.js';

const MAGIC = 'QRNJ';
const Header = z.object({
  likelihood: z.enum(['categorical', 'bernoulli', 'gaussian']),
  count: z.int().min(0),
  /** Classes, labels, or outputs of the network: means and log variances. */
  width: z.int().min(1),
  /** Draws of a value; 1 where the mean over them is kept. */
  samples: z.int().min(1),
  hasEntropy: z.boolean(),
});

/** Truth, predictions and entropies of records, [N · truths], [S · N · width] and [N] or none. */
function arraysOf({ likelihood, judged }: JudgedRecords) {
  if (likelihood === 'gaussian') {
    const { outputs: width, samples, outputsSNO } = judged.predictions;
    return { width, samples, truth: judged.valuesNT, predictions: outputsSNO, entropyN: undefined };
  }
  const { classes: width, probsNC: predictions, expectedEntropyN: entropyN } = judged;
  const truth = likelihood === 'categorical' ? judged.labelsN : judged.heldNC;
  return { width, samples: 1, truth, predictions, entropyN };
}

/**
 * Bytes of what a model said of records [N]; probabilities and outputs are kept in 32 bits, the truth in 64.
 *
 * @throws shape_mismatch, invalid_label where predictions and truth do not belong together
 */
export function saveJudged(records: JudgedRecords): Uint8Array {
  const count = countOf(records);
  const { width, samples, truth, predictions, entropyN } = arraysOf(records);
  const header: z.infer<typeof Header> = {
    ...{ likelihood: records.likelihood, count, width, samples },
    hasEntropy: entropyN !== undefined,
  };
  return pack(MAGIC, header, [
    Float64Array.from(truth),
    Float32Array.from(predictions),
    Float32Array.from(entropyN ?? []),
    records.indexN,
  ]);
}

/**
 * What `saveJudged` made bytes of: predictions of records [N].
 *
 * @throws state_corrupt where the bytes are others, or have changed since
 */
export function loadJudged(bytes: Uint8Array): JudgedRecords {
  const corrupt = (reason: string) =>
    new CoreError('state_corrupt', `What the model said of the holdout cannot be read (${reason}). Train again.`);
  const { header, body } = unpack(MAGIC, bytes, corrupt);
  const parsed = Header.safeParse(header);
  if (!parsed.success) throw corrupt('its header makes no sense');
  const { likelihood, count, width, samples, hasEntropy } = parsed.data;
  const truths = { categorical: 1, bernoulli: width, gaussian: width / 2 }[likelihood];
  const buffer = new Uint8Array(body).buffer; // a copy: the body need not lie where numbers may
  if (buffer.byteLength !== count * (8 * truths + 4 * (samples * width + (hasEntropy ? 1 : 0) + 1)))
    throw corrupt('its header makes no sense');
  let at = 0;
  const next = <Numbers>(
    Kind: new (buffer: ArrayBuffer, at: number, length: number) => Numbers,
    length: number,
    bytesEach: number,
  ) => {
    const own = new Kind(buffer, at, length);
    at += length * bytesEach;
    return own;
  };
  const truth = next(Float64Array, count * truths, 8);
  const predictions = next(Float32Array, samples * count * width, 4);
  const entropies = hasEntropy ? { expectedEntropyN: next(Float32Array, count, 4) } : {};
  const indexN = next(Int32Array, count, 4);
  if (likelihood === 'gaussian') {
    const drawn = { samples, count, outputs: width, outputsSNO: predictions };
    return { likelihood, indexN, judged: { predictions: drawn, valuesNT: truth } };
  }
  const said = { probsNC: predictions, classes: width, ...entropies };
  return likelihood === 'categorical'
    ? { likelihood, indexN, judged: { ...said, labelsN: Int32Array.from(truth) } }
    : { likelihood, indexN, judged: { ...said, heldNC: truth } };
}

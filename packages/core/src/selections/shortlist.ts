import type { Joint } from '../acquisitions/acquisition.js';
import type { Candidate } from './top-k.js';
import { rowsOf, soundRows, type Vectors } from './vectors.js';

/** Candidates among which a rule for whole batches chooses. */
export interface Shortlist {
  /** Best first. */
  candidates: readonly Candidate[];
  /** What each draw says of each candidate, in the same order. */
  predictions?: Joint;
  /** Where each candidate lies. */
  vectors?: Vectors;
  /** Where the labelled records lie. */
  labelled?: Vectors;
}

/**
 * What of a shortlist consists of numbers: candidates without a NaN in their score, their prediction or their place, and labelled
 * records without one in theirs.
 *
 * @returns the places of its candidates in the given one besides
 */
export function soundPart(given: Shortlist): { shortlist: Shortlist; places: number[] } {
  const labelled = given.labelled && soundVectors(given.labelled);
  const isPlaced = given.vectors && new Set(soundRows(given.vectors));
  const isPredicted = given.predictions && soundRecords(given.predictions);
  const places = Array.from(given.candidates.keys()).filter(
    (place) =>
      !Number.isNaN(given.candidates[place]!.score) &&
      (isPlaced?.has(place) ?? true) &&
      (isPredicted?.[place] ?? 1) === 1,
  );
  if (places.length === given.candidates.length)
    return { shortlist: { ...given, ...(labelled ? { labelled } : {}) }, places };
  const shortlist: Shortlist = { candidates: places.map((place) => given.candidates[place]!) };
  if (given.predictions) shortlist.predictions = recordsOf(given.predictions, places);
  if (given.vectors) shortlist.vectors = rowsOf(given.vectors, places);
  if (labelled) shortlist.labelled = labelled;
  return { shortlist, places };
}

function soundVectors(vectors: Vectors): Vectors {
  const rows = soundRows(vectors);
  return rows.length === vectors.count ? vectors : rowsOf(vectors, rows);
}

/** [N], 1 where no draw says NaN of a record. */
function soundRecords({ count, outputs, outputsSNO }: Joint): Uint8Array {
  const isSound = new Uint8Array(count).fill(1);
  for (let at = 0; at < outputsSNO.length; at++)
    if (Number.isNaN(outputsSNO[at])) isSound[Math.floor(at / outputs) % count] = 0;
  return isSound;
}

function recordsOf({ samples, count, outputs, outputsSNO }: Joint, records: readonly number[]): Joint {
  const own = new Float64Array(samples * records.length * outputs);
  for (let s = 0; s < samples; s++)
    records.forEach((n, row) => {
      for (let o = 0; o < outputs; o++)
        own[(s * records.length + row) * outputs + o] = outputsSNO[(s * count + n) * outputs + o]!;
    });
  return { samples, count: records.length, outputs, outputsSNO: own };
}

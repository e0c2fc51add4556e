import type { Awaited } from '@querent/contracts';
import { DomainError } from '../errors.js';

/** Draws of a record: more are no better, and each takes space. */
const MOST_SAMPLES = 1_000;

/**
 * Draws and rows of an array of predictions, [N, width] or [S, N, width].
 *
 * @param width numbers that a record has under one draw
 * @throws predictions_refused where it has another shape
 */
export function shapeOf(
  shape: readonly number[],
  { says }: Pick<Awaited, 'says'>,
  { width, each }: { width: number; each: string },
): { samples: number; count: number } {
  const refused = (detail: string) => new DomainError('predictions_refused', detail);
  const shown = `[${shape.join(', ')}]`;
  const wanted = says === 'samples' ? `[samples, records, ${width}]` : `[records, ${width}]`;
  if (shape.some((size) => size === 0) || shape.length === 0)
    throw refused(`The array has the shape ${shown} and is empty. Post at least one record.`);
  const [samples, count, own] = shape.length === 2 ? [1, ...shape] : shape;
  if (shape.length < 2 || shape.length > 3 || (says === 'samples') !== shape.length > 2)
    throw refused(
      `The array has the shape ${shown}; the settings of the project say ${
        says === 'samples'
          ? 'that the model gives several draws of each record'
          : 'that the model gives one prediction of each record'
      }, so that it has to be ${wanted}.`,
    );
  if (own !== width) throw refused(`The array has the shape ${shown}; ${each}, so that it has to be ${wanted}.`);
  if (says === 'samples' && samples! < 2)
    throw refused(
      'There is one draw of each record. Post at least two, or choose in the settings that the model gives one prediction.',
    );
  if (samples! > MOST_SAMPLES)
    throw refused(`There are ${samples} draws of each record. Post ${MOST_SAMPLES} at most: more change nothing.`);
  return { samples: samples!, count: count! };
}

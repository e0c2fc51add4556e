import type { ProjectSettings } from '@querent/contracts';
import { acquisitions } from '@querent/core/acquisitions';
import { selections } from '@querent/core/selections';
import { loadNetworks, loadPosteriors } from '../context/load-methods.js';
import { DomainError } from '../errors.js';
import { refusalOf } from '../refusal-of.js';
import { networkFor } from '../rounds/plan-round.js';

/** Records of a project as a network sees them. */
interface Records {
  /** Of their features; null before the encoder has looked at them. */
  shape: number[] | null;
  /** Classes, labels or values of a record. */
  outputs: number;
}

/**
 * Refuses methods that each suit a project and cannot work together: a model whose draws never disagree, under an acquisition or
 * a selection that lives on disagreement. All scores would be zero, and the questions drawn at random without a word.
 *
 * @param isNetworkNew a network that was there before is not what is being changed; its round judges it
 * @throws invalid_input; method_unsuitable where the records do not survive a new network
 */
export async function checkTogether(settings: ProjectSettings, records: Records, isNetworkNew: boolean): Promise<void> {
  const layers = await layersOf(settings, records, isNetworkNew);
  const posterior = (await loadPosteriors()).find(settings.posterior.id);
  const hasDropout = layers?.some((layer) => layer.type === 'dropout' && layer.rate > 0) ?? true;
  const never = posterior?.disagrees === 'never';
  if (!never && (posterior?.disagrees !== 'by dropout' || hasDropout)) return;
  const methods = [acquisitions.find(settings.acquisition.id), selections.find(settings.selection.id)];
  const lost = methods.find((method) => method?.needsDisagreement);
  if (!lost) return;
  const why = never
    ? 'a single network never disagrees with itself'
    : 'this network has no dropout by which they would';
  const instead = lost === methods[0] ? 'another acquisition' : 'another selection';
  throw new DomainError(
    'invalid_input',
    `${lost.title} asks where draws of the model disagree, and ${why}. Choose ${instead} or another model.`,
  );
}

/** Layers of the network, where the shape of the records is known and they survive it. */
async function layersOf({ network }: ProjectSettings, { shape, outputs }: Records, isNetworkNew: boolean) {
  if (!shape) return null;
  const { buildNetwork } = await loadNetworks();
  try {
    const scale = shape.length === 3 ? 'bytes' : 'columns';
    return buildNetwork(network ?? networkFor(shape), { inputShape: shape, outputs, scale }).layers;
  } catch (error) {
    if (isNetworkNew) throw refusalOf(error);
    return null;
  }
}

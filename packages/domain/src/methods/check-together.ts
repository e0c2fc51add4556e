import type { OutsideModel, ProjectSettings } from '@querent/contracts';
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
 * An outside model says no more than it posts: neither where it sees records, nor, of one prediction each, where it doubts itself.
 *
 * @param isNetworkNew a network that was there before is not what is being changed; its round judges it
 * @throws invalid_input; method_unsuitable where the records do not survive a new network
 */
export async function checkTogether(settings: ProjectSettings, records: Records, isNetworkNew: boolean): Promise<void> {
  if (settings.outside) return checkOutside(settings, settings.outside);
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

function checkOutside({ acquisition, selection }: ProjectSettings, { says }: OutsideModel): void {
  const methods = [acquisitions.find(acquisition.id), selections.find(selection.id)];
  const lost = says === 'single' ? methods.find((method) => method?.needsDisagreement) : undefined;
  if (lost)
    throw new DomainError(
      'invalid_input',
      `${lost.title} asks where draws of the model disagree, and an outside model that gives one prediction of each record has none. Choose ${lost === methods[0] ? 'another acquisition' : 'another selection'}, or post several draws.`,
    );
  const seeing = selections.find(selection.id);
  if (seeing?.batch?.reads.includes('hidden'))
    throw new DomainError(
      'invalid_input',
      `${seeing.title} looks where the network sees records, which an outside model does not say. Choose another selection.`,
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

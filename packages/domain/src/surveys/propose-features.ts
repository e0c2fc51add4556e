import type { Survey } from '@querent/contracts';
import type { RecordContent } from '@querent/core/encoders';
import type { LikelihoodId } from '@querent/core/likelihoods';
import { hasPhotoModel, loadEncoders, loadProposals } from '../context/load-methods.js';
import { findRefusal } from '../refusal-of.js';

/** By which features records would be learned from, as the same proposal says that is made of them once they are in. */
export async function proposeFeatures(
  sample: readonly RecordContent[],
  likelihood: LikelihoodId,
): Promise<{ encoder: Survey['encoder']; problem: string | null }> {
  if (sample.length === 0) return { encoder: null, problem: null };
  try {
    const { proposeEncoder } = await loadProposals();
    const { encoder, reason, unread } = proposeEncoder(sample, likelihood, { hasPhotos: await hasPhotoModel() });
    return { encoder: { title: (await loadEncoders()).get(encoder.id).title, reason, unread }, problem: null };
  } catch (error) {
    const refusal = findRefusal(error);
    if (refusal) return { encoder: null, problem: refusal.detail };
    throw error;
  }
}

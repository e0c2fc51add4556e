import type { MethodChoice } from '@querent/contracts';
import type { LikelihoodId } from '@querent/core/likelihoods';
import type { Prisma, Transaction } from '@querent/db';
import type { Store } from '@querent/storage';
import { hasPhotoModel, loadProposals } from '../context/load-methods.js';
import { DomainError } from '../errors.js';
import { recordKinds } from '../records/kinds/index.js';
import { refusalOf } from '../refusal-of.js';
import { likelihoodOf } from '../tasks/project-task.js';

/** Records that are looked at: pictures have to be decoded. */
const SAMPLE = 100;

interface Proposed {
  encoder: MethodChoice;
  network: MethodChoice;
  reason: string;
}

/**
 * The encoder and the network that the records of a project suggest.
 *
 * @returns a sentence where they can be learned from by none
 */
export async function proposeFor(
  { db, store }: { db: Transaction; store: Store },
  { id: projectId, recordKind, recordShape, taskKind }: Prisma.ProjectGetPayload<object>,
): Promise<Proposed | string> {
  const rows = await db.record.findMany({
    where: { projectId, removedAt: null },
    select: { id: true, content: true, objectKey: true },
    orderBy: { index: 'desc' }, // of several sendings, the last
    take: SAMPLE,
  });
  const { read, toldOf } = recordKinds[recordKind];
  const likelihood: LikelihoodId = likelihoodOf(taskKind);
  try {
    const sample = await Promise.all(rows.map((row) => read(row, store)));
    const { proposeEncoder } = await loadProposals();
    const known = { hasPhotos: await hasPhotoModel(), ...toldOf?.(recordShape) };
    return toProposed(proposeEncoder(sample, likelihood, known));
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal instanceof DomainError) return refusal.detail;
    throw error;
  }
}

interface CoreProposal {
  encoder: { id: string; options: unknown };
  network: { id: string; options: unknown };
  reason: string;
}

/** Options of the core's proposals are plain records. */
const toChoice = ({ id, options }: { id: string; options: unknown }): MethodChoice => ({
  id,
  options: options as Record<string, unknown>,
});
const toProposed = ({ encoder, network, reason }: CoreProposal): Proposed => ({
  encoder: toChoice(encoder),
  network: toChoice(network),
  reason,
});

import { ProjectSettings, type RecordKind } from '@querent/contracts';
import type { LikelihoodId } from '@querent/core/likelihoods';
import { loadProposals } from '../context/load-methods.js';

/** The settings of a new project, before anybody changes them: encoder and network follow from the records when they come. */
export async function settingsFor(likelihood: LikelihoodId, kind: RecordKind): Promise<ProjectSettings> {
  const { network, ...rest } = (await loadProposals()).defaultsFor(likelihood, kind);
  return ProjectSettings.parse(rest);
}

import { ProjectSettings, type RecordKind } from '@querent/contracts';
import type { LikelihoodId } from '@querent/core/likelihoods';

/** What a new project is set to, by what is asked. */
const BY_LIKELIHOOD: Record<LikelihoodId, object> = {
  categorical: {},
  bernoulli: { acquisition: { id: 'label-bald', options: {} } },
  gaussian: { acquisition: { id: 'gaussian-bald', options: {} } },
};

/** The settings of a new project, before anybody changes them. */
export const defaultsFor = (likelihood: LikelihoodId, _kind: RecordKind): ProjectSettings =>
  ProjectSettings.parse(BY_LIKELIHOOD[likelihood]);

import { type Acquisition, acquisitions } from '@querent/core/acquisitions';
import { figures } from '@querent/core/evaluation';
import type { LikelihoodId } from '@querent/core/likelihoods';
import { selections } from '@querent/core/selections';
import { stoppingRules } from '@querent/core/stopping';
import { classPicture } from './class-pictures.ts';
import { figurePicture } from './figure-pictures.ts';
import { labelPicture } from './label-pictures.ts';
import { scatter, selectionPicture } from './selection-pictures.ts';
import { stoppingPicture } from './stopping-pictures.ts';
import { valuePicture } from './value-pictures.ts';

const PICTURES: Record<LikelihoodId, (acquisition: Acquisition) => string> = {
  categorical: classPicture,
  bernoulli: labelPicture,
  gaussian: valuePicture,
};

function acquisitionPicture(acquisition: Acquisition) {
  if (acquisition.needs === 'nothing') {
    const title = `${acquisition.title}: ten questions`;
    return scatter(acquisition, selections.get('top-k'), {}, title);
  }
  return PICTURES[acquisition.likelihoods[0]!](acquisition);
}

/** Pictures of every method by the names of their files, drawn by the methods themselves. */
export function methodPictures(): Map<string, string> {
  const each = <Entry extends { id: string }>(entries: readonly Entry[], draw: (entry: Entry) => string) =>
    entries.map((entry) => [`${entry.id}.svg`, draw(entry)] as const);
  return new Map([
    ...each(acquisitions.list(), acquisitionPicture),
    ...each(selections.list(), selectionPicture),
    ...each(stoppingRules.list(), stoppingPicture),
    ...each(figures.list(), figurePicture),
  ]);
}

import { acquisitions } from '@querent/core/acquisitions';
import { figures } from '@querent/core/evaluation';
import { selections } from '@querent/core/selections';
import { stoppingRules } from '@querent/core/stopping';
import { classPicture } from './class-pictures.mjs';
import { figurePicture } from './figure-pictures.mjs';
import { labelPicture } from './label-pictures.mjs';
import { scatter, selectionPicture } from './selection-pictures.mjs';
import { stoppingPicture } from './stopping-pictures.mjs';
import { valuePicture } from './value-pictures.mjs';

function acquisitionPicture(acquisition) {
  if (acquisition.needs === 'nothing') {
    const title = `${acquisition.title}: ten questions`;
    return scatter(acquisition, selections.get('top-k'), {}, title);
  }
  const [kind] = acquisition.likelihoods;
  return { categorical: classPicture, bernoulli: labelPicture, gaussian: valuePicture }[kind](acquisition);
}

/** Pictures of every method by the names of their files, drawn by the methods themselves. */
export function methodPictures() {
  const each = (entries, draw) => entries.map((entry) => [`${entry.id}.svg`, draw(entry)]);
  return new Map([
    ...each(acquisitions.list(), acquisitionPicture),
    ...each(selections.list(), selectionPicture),
    ...each(stoppingRules.list(), stoppingPicture),
    ...each(figures.list(), figurePicture),
  ]);
}

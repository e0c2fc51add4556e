import { acquisitions } from '@querent/core/acquisitions';
import { selections } from '@querent/core/selections';
import { coldStarts } from './cold-starts.js';
import { loadPosteriors } from './load-posteriors.js';

const describe = ({
  id,
  title,
  description,
  source,
}: {
  id: string;
  title: string;
  description: string;
  source: string;
}) => ({
  id,
  title,
  description,
  source,
});

/** What the settings form offers, from the core's registries. */
export const listMethods = async () => ({
  posteriors: (await loadPosteriors()).list().map(describe),
  // Projects have classes; labels and values come with their record kinds.
  acquisitions: acquisitions
    .list()
    .filter(({ likelihoods }) => likelihoods.includes('categorical'))
    .map(describe),
  selections: selections.list().map(describe),
  coldStarts: coldStarts.list().map(describe),
});

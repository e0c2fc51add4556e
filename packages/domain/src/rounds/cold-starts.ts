import { acquisitions } from '@querent/core/acquisitions';
import { selections } from '@querent/core/selections';

const READABLE = ['features', 'labelled'];
const random = acquisitions.get('uniform');

/** How the first questions can be chosen: at random, or by a selection that looks at the features and asks no model. */
export const coldStarts = {
  list: () => [
    random,
    ...selections
      .list()
      .filter(({ batch }) => batch?.reads.includes('features') && batch.reads.every((read) => READABLE.includes(read))),
  ],
};

/** Whether the first questions are drawn at random. */
export const isRandom = ({ id }: { id: string }) => id === random.id;

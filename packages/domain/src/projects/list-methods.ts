import type { Method, Methods } from '@querent/contracts';
import { acquisitions } from '@querent/core/acquisitions';
import { selections } from '@querent/core/selections';
import type { z } from 'zod';
import { coldStarts } from '../rounds/cold-starts.js';
import { loadPosteriors } from './load-methods.js';
import { optionFields } from './option-fields.js';

type Entry = Omit<Method, 'when' | 'options'> & { when?: string; options: z.ZodType };

const describe = ({ id, title, description, when, source, options }: Entry): Method => ({
  id,
  title,
  description,
  when: when ?? null,
  source,
  options: optionFields(options),
});

/** What the settings form offers, from the core's registries. */
export const listMethods = async (): Promise<Methods> => ({
  posteriors: (await loadPosteriors()).list().map(describe),
  // Projects have classes; labels and values come with their record kinds.
  acquisitions: acquisitions
    .list()
    .filter(({ likelihoods }) => likelihoods.includes('categorical'))
    .map(describe),
  selections: selections.list().map(describe),
  coldStarts: coldStarts.list().map(describe),
});

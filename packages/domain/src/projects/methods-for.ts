import { acquisitions, misfitOf, type Suited } from '@querent/core/acquisitions';
import type { LikelihoodId } from '@querent/core/likelihoods';
import { selections } from '@querent/core/selections';
import type { z } from 'zod';
import { coldStarts } from '../rounds/cold-starts.js';
import { loadNetworks, loadPosteriors } from './load-methods.js';

/** What the methods of a project have to suit. */
export interface Task {
  /** What its answers are. */
  likelihood: LikelihoodId;
  /** Of a record's features; null before the first record has been read. */
  shape: number[] | null;
}

/** A method as a form and a check look at it. */
export interface Offered {
  id: string;
  title: string;
  description: string;
  when?: string;
  source: string;
  options: z.ZodType;
}

/** The methods of a kind that suit a task, and why any other one does not. */
export interface Offer<Method extends Offered = Offered> {
  /** As it is called in messages. */
  what: string;
  list(): readonly Method[];
  /** A sentence on a method that there is and that does not suit; null of any other. */
  misfitOf(id: string): string | null;
}

/** Tasks of projects; so far all have classes. */
export const taskOf = ({ encoding }: { encoding: unknown }): Task => ({
  likelihood: 'categorical',
  shape: (encoding as { fitted: { shape: number[] } } | null)?.fitted.shape ?? null,
});

/** Everything that suits a task, from the core's registries: the one list of what the form offers and a change may set. */
export async function methodsFor(task: Task) {
  const { networks } = await loadNetworks();
  return {
    network: offer('network', networks.list(), ({ title, takes }) =>
      takes === 'any' || task.shape === null || task.shape.length === 3
        ? null
        : `${title} takes pictures; the records here are vectors.`,
    ),
    posterior: offerSuited('posterior', await loadPosteriors(), task),
    acquisition: offerSuited('acquisition', acquisitions, task),
    selection: offerSuited('selection', selections, task),
    coldStart: offerSuited('cold start', coldStarts, task),
  };
}

const offerSuited = <Method extends Offered & Suited>(
  what: string,
  methods: { list(): readonly Method[] },
  { likelihood }: Task,
): Offer<Method> => offer(what, methods.list(), (method) => misfitOf(method, likelihood));

function offer<Method extends Offered>(
  what: string,
  methods: readonly Method[],
  misfit: (method: Method) => string | null,
): Offer<Method> {
  const offered = methods.filter((method) => misfit(method) === null);
  return {
    what,
    list: () => offered,
    misfitOf(id) {
      const method = methods.find((one) => one.id === id);
      return method ? misfit(method) : null;
    },
  };
}

import { type RecordKind, recordKindOf } from '@querent/contracts';
import { acquisitions, misfitOf, type Suited } from '@querent/core/acquisitions';
import { calibrations } from '@querent/core/calibrations';
import type { LikelihoodId } from '@querent/core/likelihoods';
import { selections } from '@querent/core/selections';
import { stoppingRules } from '@querent/core/stopping';
import type { Transaction } from '@querent/db';
import type { z } from 'zod';
import { loadEncoders, loadNetworks, loadPosteriors } from '../context/load-methods.js';
import { shapeOf } from '../records/shards.js';
import { coldStarts } from '../rounds/cold-starts.js';
import { likelihoodOf } from '../tasks/project-task.js';

/** What the methods of a project have to suit. */
export interface Task {
  /** What its answers are. */
  likelihood: LikelihoodId;
  recordKind: RecordKind;
  /** Of a record's features; null before the encoder has looked at the records. */
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

/** What the methods of a project have to suit. */
export async function suitedTo(db: Transaction, projectId: string): Promise<Task> {
  const { encoding, recordKind, taskKind } = await db.project.findUniqueOrThrow({
    where: { id: projectId },
    select: { recordKind: true, taskKind: true, encoding: { select: { fitted: true } } },
  });
  return { likelihood: likelihoodOf(taskKind), recordKind, shape: shapeOf(encoding) };
}

/** Rules that look at the error on the holdout: what the pool is said to be is not kept from one round to the next. */
const liveRules = { list: () => stoppingRules.list().filter(({ reads }) => reads === 'error') };

/** Everything that suits a task, from the core's registries: the one list of what the form offers and a change may set. */
export async function methodsFor(task: Task) {
  const [{ networks }, encoders] = await Promise.all([loadNetworks(), loadEncoders()]);
  return {
    encoder: offer('encoder', encoders.list(), ({ title, reads }) =>
      reads === task.recordKind ? null : `${title} reads other records than ${recordKindOf(task.recordKind).plural}.`,
    ),
    network: offer('network', networks.list(), ({ title, takes }) =>
      takes === 'any' || task.shape === null || task.shape.length === 3
        ? null
        : `${title} takes pictures; the records here are vectors.`,
    ),
    posterior: offerSuited('posterior', await loadPosteriors(), task),
    acquisition: offerSuited('acquisition', acquisitions, task),
    selection: offerSuited('selection', selections, task),
    calibration: offer('calibration', calibrations.list(), () => null),
    coldStart: offerSuited('cold start', coldStarts, task),
    stopping: offerSuited('stopping rule', liveRules, task),
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

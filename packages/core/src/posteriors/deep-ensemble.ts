import { z } from 'zod';
import { EVERY_LIKELIHOOD } from '../suitable.js';
import { permutation, random } from '../tensors/random.js';
import { STREAMS } from '../tensors/streams.js';
import { drawsOfMembers } from './drawn-layers.js';
import { map } from './map.js';
import { fitMembers, memberOf, membersIn } from './members.js';
import { pointOptions } from './point.js';
import { definePosterior, type Problem } from './posterior.js';
import { pick } from './training.js';

const options = z.object({
  ...pointOptions(0.002),
  members: z.int().min(2).max(50).default(5).describe('Networks'),
  bagging: z
    .boolean()
    .default(false)
    .describe('Each sees a sample of the labels drawn with replacement: 63 % of them; measured worse than all labels'),
  adversarial: z
    .number()
    .min(0)
    .max(0.5)
    .default(0)
    .describe(
      'Also trains on records moved against the model by this share of each feature’s range; the paper has 0.01',
    ),
});

/**
 * A deep ensemble: networks that differ in their first weights and in the order of their labels. Its draws are its
 * members, so that no more than these answer, however many are asked for; of fewer the seed says which. Members are
 * fitted side by side on the cores there are.
 *
 * @source Lakshminarayanan et al. 2017, arXiv:1612.01474
 */
export const deepEnsemble = definePosterior({
  id: 'deep-ensemble',
  title: 'Deep ensemble',
  description: 'Several networks, each trained on its own from other first weights.',
  source: 'arXiv:1612.01474',
  likelihoods: EVERY_LIKELIHOOD,
  disagrees: 'always',
  options,
  fit(problem, run) {
    const { members, bagging } = run.options;
    const bag = (member: number) => (bagging ? bagged(problem, run.seed, member) : problem);
    return fitMembers(map, problem, run, members, bag);
  },
  draw(network, state, samples, seed) {
    const chosen = permutation(membersIn(state), seed, STREAMS.ensembleChoice).subarray(0, samples).sort();
    return drawsOfMembers(
      network,
      Array.from(chosen, (member) => memberOf(state, member)),
    );
  },
});

/** As many labels as there are, drawn with replacement. */
function bagged(problem: Problem, seed: number, member: number): Problem {
  const stream = random(seed, STREAMS.ensembleBags, member);
  const { count } = problem.features;
  const rows = Int32Array.from({ length: count }, () => Math.floor(stream.uniform() * count));
  const { features, labels } = pick(problem, rows);
  return { ...problem, features, labels };
}

import { z } from 'zod';
import { drawsFrom } from './drawn-layers.js';
import { pointLearner, pointOptions } from './point.js';
import { definePosterior } from './posterior.js';
import { train } from './training.js';

const options = z.object(pointOptions(0.002));

/**
 * The most probable weights (maximum a posteriori): an ordinary network. It is one draw, so that draws never disagree and
 * BALD is zero everywhere; entropy still ranks. The baseline that a posterior has to beat.
 *
 * @source Bishop 2006, section 3.3
 */
export const map = definePosterior({
  id: 'map',
  title: 'Single network (MAP)',
  description: 'One ordinary network, without uncertainty about its weights: the baseline. BALD cannot rank with it.',
  source: 'Bishop 2006, section 3.3',
  options,
  fit: (problem, run) => train(problem, run, (own) => pointLearner(own, run)),
  draw: (network, state) => drawsFrom(network, state, 1, {}),
});

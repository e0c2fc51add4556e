import { z } from 'zod';
import { drawMasks, drawsFrom } from './drawn-layers.js';
import { pointLearner, pointOptions } from './point.js';
import { definePosterior } from './posterior.js';
import { train } from './training.js';

const options = z.object({
  ...pointOptions(0.002),
});

/**
 * MC dropout: a network trained with dropout is an approximate posterior, and a mask is a draw of it.
 *
 * Departure from the paper: a draw's masks are fixed over the whole pool, not new for each record, which gives joint
 * predictions and a score that can be computed again.
 *
 * @source Gal and Ghahramani 2016, arXiv:1506.02142; for CNNs Gal et al. 2017, arXiv:1703.02910
 */
export const mcDropout = definePosterior({
  id: 'mc-dropout',
  title: 'MC dropout',
  description: 'One network, trained with dropout; each draw switches off other units.',
  source: 'arXiv:1506.02142',
  options,
  fit: (problem, run) => train(problem, run, (own) => pointLearner(own, run)),
  draw: (network, state, samples, seed) =>
    drawsFrom(network, state, samples, {}, (place) =>
      place.spec.type === 'dropout' ? drawMasks(place, place.spec.rate, samples, seed) : undefined,
    ),
});

import { z } from 'zod';
import { maskShapeOf } from '../networks/layers/dropout.js';
import { type LayerPlace, type Network, placesOf } from '../networks/network.js';
import { EVERY_LIKELIHOOD } from '../suitable.js';
import { type State, sizeOf } from '../tensors/state.js';
import { drawMasks, drawsFrom } from './drawn-layers.js';
import { pointLearner, pointOptions } from './point.js';
import { definePosterior } from './posterior.js';
import { train } from './training.js';

const options = z.object({
  ...pointOptions(0.002),
  rates: z
    .enum(['fixed', 'learned'])
    .default('fixed')
    .describe('Rates as the network has them, or learned from there, one for each dropout layer (concrete dropout)'),
  lengthScale: z
    .number()
    .positive()
    .nullable()
    .default(null)
    .describe('l of the prior, if given: sets the penalty of each kernel to l²/(1 − rate) in the place of weightDecay'),
});
type Options = z.infer<typeof options>;

/**
 * MC dropout: a network trained with dropout is an approximate posterior, and a mask is a draw of it. With loss in nats and
 * prior length scale l, a kernel W behind a mask of zeros and 1/(1 − p) has the penalty (the precision τ of the noise is
 * part of the loss)
 *
 *     l²/(1 − p) · ‖W‖² / 2N
 *
 * With learned rates (concrete dropout) each dropout layer of D values adds −D/N · H[p], which keeps p from falling to 0.
 *
 * Departure from the paper: a draw's masks are fixed over the whole pool, not new for each record, which gives joint
 * predictions and a score that can be computed again.
 *
 * @source Gal and Ghahramani 2016, arXiv:1506.02142; for CNNs Gal et al. 2017, arXiv:1703.02910; learned rates: Gal, Hron,
 *   Kendall 2017, arXiv:1705.07832
 */
export const mcDropout = definePosterior({
  id: 'mc-dropout',
  title: 'MC dropout',
  description: 'One network, trained with dropout; each draw switches off other units.',
  source: 'arXiv:1506.02142',
  likelihoods: EVERY_LIKELIHOOD,
  disagrees: 'by dropout',
  options,
  fit: (problem, run) =>
    train(problem, run, (own) => {
      const network = run.options.rates === 'learned' ? withLearnedRates(own.network) : own.network;
      return pointLearner({ ...own, network }, { ...run, penalize: penaltyOf(network, run.options) });
    }),
  draw: (network, state, samples, seed) =>
    drawsFrom(network, state, samples, {}, (place) => drawMasks(place, rateOf(place, state), samples, seed)),
});

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const logitOf = ({ index }: LayerPlace) => `${index}.logit`;

/** A rate of zero is a layer that was switched off, and stays so. */
const withLearnedRates = (network: Network): Network => ({
  ...network,
  layers: network.layers.map((spec) =>
    spec.type === 'dropout' && spec.rate > 0 ? { ...spec, isLearned: true } : spec,
  ),
});

/** The rate of a dropout layer: as learned, else as the network has it; 0 for other layers. */
function rateOf(place: LayerPlace, state: State): number {
  const logit = state[logitOf(place)]?.data[0];
  if (logit !== undefined) return sigmoid(logit);
  return place.spec.type === 'dropout' ? place.spec.rate : 0;
}

/** Gradients of the prior's part of the loss: kernels, each with the rate before it, and the entropies of learned rates. */
function penaltyOf(network: Network, { lengthScale, weightDecay }: Options) {
  const places = placesOf(network);
  return (gradients: Record<string, Float32Array>, state: State, total: number) => {
    let before: LayerPlace | null = null;
    for (const place of places) {
      if (place.spec.type === 'dropout') before = place;
      for (const { key, fanIn } of place.weights) {
        if (fanIn === 0) continue;
        const rate = before ? rateOf(before, state) : 0;
        const logit = before?.weights[0]?.key;
        const precision =
          lengthScale === null && !logit ? weightDecay : (lengthScale ?? Math.sqrt(weightDecay)) ** 2 / (1 - rate);
        const { data } = state[key]!;
        const gradient = gradients[key]!;
        let squares = 0;
        for (let i = 0; i < data.length; i++) {
          gradient[i] = gradient[i]! + (precision / total) * data[i]!;
          squares += data[i]! ** 2;
        }
        // d/dlogit of 1/(1 − p) is p/(1 − p).
        if (logit) gradients[logit]![0]! += ((precision * rate) / (2 * total)) * squares;
        before = null;
      }
      const own = place.weights[0]?.key;
      if (own && place.spec.type === 'dropout') {
        const logit = state[own]!.data[0]!;
        const p = sigmoid(logit);
        gradients[own]![0]! += (sizeOf(maskShapeOf(place.spec, place.outputShape)) / total) * logit * p * (1 - p);
      }
    }
  };
}

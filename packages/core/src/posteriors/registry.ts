import { registry } from '../registry.js';
import { map } from './map.js';
import { mcDropout } from './mc-dropout.js';
import type { Posterior } from './posterior.js';

/** Every posterior, by its id. The cast forgets the type of each method's options, which only its own schema produces. */
export const posteriors = registry<Posterior>([map, mcDropout] as unknown as Posterior[]);

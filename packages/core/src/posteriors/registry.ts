import { registry } from '../registry.js';
import { bbb } from './bbb.js';
import { deepEnsemble } from './deep-ensemble.js';
import { laplace } from './laplace.js';
import { map } from './map.js';
import { mcDropout } from './mc-dropout.js';
import { mnf } from './mnf.js';
import type { Posterior } from './posterior.js';
import { swag } from './swag.js';
import { vogn } from './vogn.js';

/** Every posterior, by its id. The cast forgets the type of each method's options, which only its own schema produces. */
export const posteriors = registry<Posterior>([mcDropout, deepEnsemble, bbb, swag, vogn, mnf, laplace, map]);

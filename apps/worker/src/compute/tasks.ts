import type { Store } from '@querent/domain';
import type { RoundCompute } from '@querent/domain/background';
import { draw } from './draw.js';
import type { ThreadOptions } from './messages.js';
import { scorePart } from './score-part.js';
import { select } from './select.js';
import { train } from './train.js';

/** The mathematics of a round, in the thread that calls it. */
export const tasksOn = (store: Store, options: ThreadOptions): RoundCompute => ({
  train: (task, run) => train(task, run, store, options),
  draw: (task) => draw(task, store),
  scorePart: (task, run) => scorePart(task, run, store),
  select: (task, run) => select(task, run, store),
});

import type { RoundCompute } from '@querent/domain/background';
import type { Store } from '@querent/storage';
import { coldStart } from './cold-start.js';
import { draw } from './draw.js';
import { encode, prepare } from './encode.js';
import { evaluate } from './evaluate.js';
import { exportModel } from './export-model.js';
import type { ThreadOptions } from './messages.js';
import { predict } from './predict.js';
import { scorePart } from './score-part.js';
import { select } from './select.js';
import { train } from './train.js';
import { compareTrial, tryFold, tryRanking } from './trial.js';

/** The mathematics of encodings and rounds, in the thread that calls it. */
export const tasksOn = (store: Store, options: ThreadOptions): RoundCompute => ({
  prepare: (task) => prepare(task, store),
  encode: (task) => encode(task, store),
  coldStart: (task, run) => coldStart(task, run, store),
  train: (task, run) => train(task, run, store, options),
  draw: (task) => draw(task, store),
  scorePart: (task, run) => scorePart(task, run, store),
  select: (task, run) => select(task, run, store),
  predict: (task, run) => predict(task, run, store),
  exportModel: (task) => exportModel(task, store),
  tryFold: (task, run) => tryFold(task, run, store, options),
  tryRanking: (task, run) => tryRanking(task, run, store, options),
  compareTrial: (task) => compareTrial(task, store),
  evaluate: (task) => evaluate(task, store),
});

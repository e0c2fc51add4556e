import { calibrations } from '../calibrations/index.js';
import type { Model } from '../networks/model.js';
import { parseOptions } from '../options.js';
import type { FitProgress, FitRun } from '../posteriors/posterior.js';
import { type FitTask, fitOnce } from './fit-once.js';
import { temperatureFor } from './temperature-for.js';

/**
 * Fits the posterior of a round to its answers, from scratch, and sets its certainty right where the config says so. What comes
 * out depends on nothing but what is known and the seed.
 *
 * @returns what was learned, with the network that learned it; seconds without the reading of features
 * @throws whatever the network and the posterior do
 */
export async function fit(task: FitTask, run: FitRun): Promise<{ model: Model; seconds: number }> {
  const { id, options } = task.config.calibration ?? { id: 'none', options: {} };
  const calibration = calibrations.get(id);
  const folds = calibration.foldsOf(parseOptions(calibration, options));
  const fits = folds + 1;
  const setRight = folds > 0 && (await temperatureFor(task, folds, (fold) => partOf(run, fold, fits)));
  if (!setRight) return fitOnce(task, run);
  const { model, seconds } = await fitOnce(task, partOf(run, folds, fits));
  return { model: { ...model, temperature: setRight.temperature }, seconds: seconds + setRight.seconds };
}

/** One of several fits, whose progress is told as a part of all. */
function partOf(run: FitRun, place: number, fits: number): FitRun {
  const { onProgress, ...rest } = run;
  if (!onProgress) return rest;
  const since = performance.now();
  return {
    ...rest,
    onProgress({ epoch, epochs, secondsLeft, ...told }: FitProgress) {
      const seconds = (performance.now() - since) / 1_000 + secondsLeft;
      onProgress({
        ...told,
        epoch: place * epochs + epoch,
        epochs: fits * epochs,
        secondsLeft: secondsLeft + (fits - 1 - place) * seconds,
      });
    },
  };
}

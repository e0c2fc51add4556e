import type { PredictedRecord } from '@querent/contracts';
import type { Prediction } from '@querent/core';
import type { ProjectTask } from '../tasks/project-task.js';

/** A label is said where it is more likely than not. */
const HOLDS = 0.5;

/** What a model says of a record, with names in the place of its outputs. @param classIds what these stand for */
export function toPredicted(
  prediction: Prediction,
  { kind, task, likelihood }: ProjectTask,
  classIds: string[],
): Omit<PredictedRecord, 'id'> {
  const nameOf = (id: string) => task.classes.find((one) => one.id === id)?.name ?? id;
  const said = (target: number[]) => {
    const answer = kind.answerOf(target, classIds) as PredictedRecord['answer'];
    return { answer, text: kind.textOf(answer, task) };
  };
  if ('mean' in prediction) {
    const { mean, deviation, noise } = prediction;
    // Variances add up, and deviations do not.
    const epistemic = Math.sqrt(Math.max(0, deviation ** 2 - noise ** 2));
    return { ...said([mean]), probabilities: null, uncertainty: { total: deviation, epistemic, aleatoric: noise } };
  }
  const { probabilities, entropy, expectedEntropy } = prediction;
  const [[likeliest = 0] = []] = probabilities;
  const holding = new Set(probabilities.flatMap(([place, probability]) => (probability > HOLDS ? [place] : [])));
  return {
    ...said(likelihood === 'categorical' ? [likeliest] : classIds.map((_, place) => Number(holding.has(place)))),
    probabilities: probabilities.map(([place, probability]) => {
      const classId = classIds[place] ?? `${place}`;
      return { classId, name: nameOf(classId), probability: Math.min(1, Math.max(0, probability)) };
    }),
    uncertainty: {
      total: entropy,
      epistemic: Math.max(0, entropy - expectedEntropy), // a difference of two roundings may be below
      aleatoric: expectedEntropy,
    },
  };
}

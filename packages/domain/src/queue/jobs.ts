import type { JobRef } from '@querent/queue';

/** A job of each row that waits for one, under the key by which the queue knows it again. */
export const importJob = (importId: string): JobRef => ({
  name: 'project.import',
  payload: { importId },
  key: `import-${importId}`,
});
export const roundJob = (roundId: string): JobRef => ({
  name: 'round.run',
  payload: { roundId },
  key: `round-${roundId}`,
});
export const evaluationJob = (modelId: string): JobRef => ({
  name: 'model.evaluate',
  payload: { modelId },
  key: `evaluate-${modelId}`,
});
export const drawingJob = (modelId: string): JobRef => ({
  name: 'model.draw',
  payload: { modelId },
  key: `draw-${modelId}`,
});
export const predictionsJob = (setId: string): JobRef => ({
  name: 'predictions.run',
  payload: { setId },
  key: `predict-${setId}`,
});
export const exportJob = (exportId: string): JobRef => ({
  name: 'model.export',
  payload: { exportId },
  key: `export-${exportId}`,
});
export const encodingJob = (encodingId: string): JobRef => ({
  name: 'project.encode',
  payload: { encodingId },
  key: `encode-${encodingId}`,
});
export const studioJob = (linkId: string): JobRef => ({
  name: 'studio.sync',
  payload: { linkId },
  key: `studio-${linkId}`,
});
export const removalJob = (projectId: string): JobRef => ({
  name: 'project.remove',
  payload: { projectId },
  key: `remove-${projectId}`,
});

export const trialJob = (trialId: string): JobRef => ({
  name: 'trial.run',
  payload: { trialId },
  key: `trial-${trialId}`,
});

const TITLES: Record<string, string> = {
  labelsPerRound: 'Labels per round',
  trainsByLabels: 'After that many labels',
  schedule: 'By the clock',
  stopping: 'Stopping rule',
  encoder: 'Encoder',
  network: 'Network',
  posterior: 'Model',
  outside: 'Outside model',
  acquisition: 'Acquisition',
  selection: 'Selection',
  calibration: 'Calibration',
  coldStart: 'First questions',
  draws: 'Draws',
  seed: 'Seed of the project',
};

/** A setting as the pages call it. */
export const settingTitleOf = (name: string): string => TITLES[name] ?? name;

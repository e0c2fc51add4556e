/** A method with its options, which its own schema checks. */
export interface Choice {
  id: string;
  options: unknown;
}

/** What a loop is set to: the same for live rounds, simulations and benches. */
export interface LoopConfig {
  likelihood: Choice;
  network: Choice;
  posterior: Choice;
  acquisition: Choice;
  selection: Choice;
  /** How certainty is set right after training; not at all if left out. */
  calibration?: Choice;
  /** Networks drawn from the posterior to score the pool (S). */
  draws: number;
  /** New labels after which the model is trained again, which are as many questions chosen together. */
  labelsPerRound: number;
}

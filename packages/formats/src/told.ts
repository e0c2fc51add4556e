/** What an export says of a record beside what came in with it, and what it is for. None of it is taken in again. */
export const TOLD = {
  record_id: 'how this instance knows the record',
  status: 'labelled, skipped or unlabelled',
  outcome: 'label or skip',
  annotator: 'who answered: the name of a person, or of the source that an answer was brought from',
  annotator_id: 'of the person, also where two have the same name',
  annotation_id: 'of the answer',
  source: 'person or import',
  created_at: 'when it was answered, in UTC',
  seconds: 'that the answer took',
  round: 'whose question it was',
  model_version: 'of the model that asked it',
  label_origin: 'single, consensus or import',
  agreement: 'share of the answers that say the same, where several were asked for',
  answers: 'answers to the record that stand, skips among them',
  score: 'of the record, when it was ranked last',
  score_name: 'what that score is called',
  scored_by: 'version of the model that gave it',
  predicted: 'what the model says that was asked: a class, labels, or a number',
  predicted_by: 'version of this model',
  probabilities: 'that this model gave, by class or label; the 20 highest where there are more',
  entropy: 'of these probabilities, in nats; of several labels, the sum',
  expected_entropy: 'the part of it that more labels would not take away',
  mean: 'of the value that this model predicted',
  deviation: 'standard deviation of that value',
  noise: 'standard deviation of the noise alone, which more labels would not take away',
} as const;
export type ToldName = keyof typeof TOLD;

/** A cell of it; what is undefined or null is not known. */
export type Told = Partial<Record<ToldName, string | number | Record<string, number> | null>>;

/** An output of a model that others run, as they read of it. */
export interface Answer {
  name: string;
  dtype: 'float32' | 'string' | 'bool';
  /** Something for each class, label or value of each record; for each record; or for each class, whatever the records are. */
  of: 'each' | 'record' | 'classes';
  description: string;
}

/** What models say to whoever runs them without this package, by their likelihood. */
export const ANSWERS: Record<'categorical' | 'bernoulli' | 'gaussian', readonly Answer[]> = {
  categorical: [
    {
      name: 'probabilities',
      dtype: 'float32',
      of: 'each',
      description: 'Of each class, in the order of `classes`; their sum is 1.',
    },
    { name: 'prediction', dtype: 'string', of: 'record', description: 'The name of the most probable class.' },
    {
      name: 'epistemic',
      dtype: 'float32',
      of: 'record',
      description: 'Nats: the doubt that more labels would take away (mutual information of class and weights).',
    },
    {
      name: 'aleatoric',
      dtype: 'float32',
      of: 'record',
      description: 'Nats: the doubt that they would not (mean entropy of one draw).',
    },
    {
      name: 'total',
      dtype: 'float32',
      of: 'record',
      description: 'Nats: entropy of the probabilities, the sum of both.',
    },
    {
      name: 'classes',
      dtype: 'string',
      of: 'classes',
      description: 'The names of the classes, the same for all records.',
    },
  ],
  bernoulli: [
    {
      name: 'probabilities',
      dtype: 'float32',
      of: 'each',
      description: 'That each label holds, in the order of `classes`; each for itself.',
    },
    {
      name: 'prediction',
      dtype: 'bool',
      of: 'each',
      description: 'Whether each label holds: its probability is ½ or more.',
    },
    {
      name: 'epistemic',
      dtype: 'float32',
      of: 'each',
      description: 'Nats, of each label: the doubt that more labels would take away.',
    },
    {
      name: 'aleatoric',
      dtype: 'float32',
      of: 'each',
      description: 'Nats, of each label: the doubt that they would not.',
    },
    {
      name: 'total',
      dtype: 'float32',
      of: 'each',
      description: 'Nats, of each label: entropy of its probability, the sum of both.',
    },
    {
      name: 'classes',
      dtype: 'string',
      of: 'classes',
      description: 'The names of the labels, the same for all records.',
    },
  ],
  gaussian: [
    { name: 'mean', dtype: 'float32', of: 'each', description: 'The predicted value, in the unit of the labels.' },
    {
      name: 'epistemic',
      dtype: 'float32',
      of: 'each',
      description: 'Standard deviation over the draws, in the unit of the labels: what more labels would take away.',
    },
    {
      name: 'aleatoric',
      dtype: 'float32',
      of: 'each',
      description: 'Standard deviation of the noise, in the unit of the labels: what they would not.',
    },
    {
      name: 'total',
      dtype: 'float32',
      of: 'each',
      description: 'Standard deviation of what is predicted: the root of the sum of both squares.',
    },
  ],
};

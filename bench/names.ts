const NAMES: Record<string, string> = {
  map: 'Single network (MAP)',
  'mc-dropout': 'MC dropout',
  'deep-ensemble': 'Deep ensemble',
  bbb: 'Bayes by Backprop',
  swag: 'SWAG',
  vogn: 'VOGN',
  mnf: 'MNF',
  laplace: 'Last-layer Laplace',
};

/** A posterior as tables and pictures call it: shorter than its title. */
export const nameOf = (method: string) => NAMES[method] ?? method;

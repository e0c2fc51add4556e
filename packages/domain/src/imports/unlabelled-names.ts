/** What nobody calls a class: that the answer is still to come, in letters only. */
const UNLABELLED = new Set([
  ...['unlabelled', 'unlabeled', 'notlabelled', 'notlabeled', 'notyetlabelled', 'notyetlabeled', 'nolabel', 'nolabels'],
  ...['withoutlabel', 'withoutlabels', 'tolabel', 'tobelabelled', 'tobelabeled', 'unsorted', 'notsorted', 'tosort'],
  ...['tobesorted', 'unannotated', 'notannotated', 'toannotate', 'tobeannotated'],
]);

/** What may be a class as well: some sets of data have one of "unknown". */
const DOUBTFUL = new Set([
  ...['unknown', 'unclassified', 'uncategorised', 'uncategorized', 'undefined', 'unassigned', 'pending', 'todo'],
  ...['test', 'inbox'],
]);

const lettersOf = (name: string) => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** Whether the name of a label says that there is none yet. */
export const saysUnlabelled = (name: string): boolean => UNLABELLED.has(lettersOf(name));

/** Whether something is called like a class, and may mean that there is no answer. */
export const isDoubtful = (name: string): boolean => DOUBTFUL.has(lettersOf(name));

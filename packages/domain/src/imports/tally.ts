/** Places of other labels that are named: the first. */
export const PLACES_SHOWN = 3;

/** What was said of records that were there already otherwise than it is here, and stays as it is. */
export interface Differing {
  /** Under another id. */
  ids: number;
  labels: number;
  /** The first of those with another label, with what they say: `line 3 ("b")`. */
  labelPlaces: string[];
  splits: number;
}

/** What became of records, batch after batch. */
export interface Tally {
  added: number;
  known: number;
  restored: number;
  /** Of those added: the ones that models are measured on. */
  toHoldout: number;
  refused: number;
  /** Records that were there without a label, and took the one that a copy of theirs brought. */
  labelled: number;
  differing: Differing;
}

export const NOTHING: Tally = {
  ...{ added: 0, known: 0, restored: 0, toHoldout: 0, refused: 0, labelled: 0 },
  differing: { ids: 0, labels: 0, labelPlaces: [], splits: 0 },
};

export const sumOf = (one: Tally, other: Tally): Tally => ({
  added: one.added + other.added,
  known: one.known + other.known,
  restored: one.restored + other.restored,
  toHoldout: one.toHoldout + other.toHoldout,
  refused: one.refused + other.refused,
  labelled: one.labelled + other.labelled,
  differing: {
    ids: one.differing.ids + other.differing.ids,
    labels: one.differing.labels + other.differing.labels,
    labelPlaces: [...one.differing.labelPlaces, ...other.differing.labelPlaces].slice(0, PLACES_SHOWN),
    splits: one.differing.splits + other.differing.splits,
  },
});

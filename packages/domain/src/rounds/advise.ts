import type { Advice, Figure, Round } from '@querent/contracts';
import { many } from '@querent/contracts';
import { nextGain, stoppingRules, verdictOf } from '@querent/core/stopping';
import { errorOf } from './error-of.js';

/** Labels that people decide on at once. */
const NEXT = 100;
/** Models that a curve needs. */
const FEWEST = 3;
/** Of the half width of its interval: two models on the same records are told apart by less than that, and hardly by half of it. */
const HARDLY = 0.5;
/** Of the range of a figure: an interval that covers more of it says nothing. */
const WIDE = 0.8;

/**
 * Whether more labels are worth their while, from the first figure of the rounds: what a curve through the last of them promises,
 * held against what the holdout can tell.
 *
 * @param rounds oldest first
 * @param left records that can still be labelled: more labels than that do not come
 */
export function advise(rounds: readonly Round[], left: number): Advice {
  const measured = rounds.flatMap(({ labels, figures: [figure] }) => (figure ? [{ labels, figure }] : []));
  const last = measured.at(-1);
  if (!last)
    return open(
      'Without a figure on a holdout nobody can tell what more labels bring: it takes records that are kept aside.',
    );
  if (measured.length < FEWEST)
    return open(
      `It takes a curve of ${FEWEST} models to tell what more labels bring; ${many(measured.length, 'model has', 'models have')} been measured.`,
    );
  if (left <= 0)
    return open('No record is left to label. Add records, and labels of theirs, to see whether more of them help.');
  const { figure } = last;
  const labels = Math.min(NEXT, left);
  const found = nextGain(
    measured.map((one) => ({ labels: one.labels, error: errorOf(one.figure, one.figure.value) })),
    labels,
  );
  if (!found) return open('The curve does not tell what more labels bring: the models were trained on as many labels.');
  const { error, gain } = found;
  const known = (figure.high - figure.low) / 2;
  const isLittle = gain.high < HARDLY * known;
  const [now, value, low, high] = [error, error - gain.value, error - gain.low, error - gain.high].map((one) =>
    figureOf(figure, Math.max(0, figure.unit === 'share' ? Math.min(1, one) : one)),
  );
  const next = { labels, title: figure.title, unit: figure.unit, now: now!, value: value!, ...ordered(low!, high!) };
  const isKnown = !saysNothing(next);
  const more = many(labels, 'label');
  return {
    verdict: isLittle ? 'enough' : gain.low > 0 ? 'more' : 'open',
    reasons: [
      isLittle
        ? `Even at best the next ${more} bring what this holdout of ${many(figure.records, 'record')} could hardly show.`
        : gain.low > 0
          ? `The curve still ${figure.better === 'higher' ? 'rises' : 'falls'}: the next ${more} are worth their while.`
          : 'The models differ too much from one to the next to tell. More rounds make it clearer.',
      ...(isKnown ? [] : [`What the next ${more} bring is not known yet: by the curve so far it could be anything.`]),
      plateauOf(measured, known),
    ],
    next: isKnown ? next : null,
  };
}

/** Of a share, an interval over most of what there is; of an error, one from hardly any to twice that of now. */
const saysNothing = ({ unit, now, low, high }: NonNullable<Advice['next']>) =>
  unit === 'share' ? high - low > WIDE : low < (1 - WIDE) * now && high > 2 * now;

const open = (reason: string): Advice => ({ verdict: 'open', reasons: [reason], next: null });

const ordered = (one: number, other: number) => ({ low: Math.min(one, other), high: Math.max(one, other) });

const figureOf = ({ better }: Figure, error: number) => (better === 'higher' ? 1 - error : error);

/** What the rule says that looks for a curve without progress. @param known to how much the holdout knows the figure */
function plateauOf(measured: readonly { labels: number; figure: Figure }[], known: number): string {
  const rule = stoppingRules.get('plateau');
  const figures = measured.map(({ labels, figure }) => ({ labels, error: errorOf(figure, figure.value) }));
  return verdictOf(rule, figures, rule.options.parse({ gain: Number((known / 4).toPrecision(2)) })).reason;
}

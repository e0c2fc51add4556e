import { type RoundFigures, type StoppingRule, verdictOf } from '@querent/core/stopping';
import { random } from '@querent/core/tensors';
import { layOut } from '../../apps/web/ui/charts/layout.ts';
import { area, COLOURS, frame, line, picture, spaced, stroke, text } from '../svg.ts';

const ROOM = { left: 44, right: 10, top: 22, bottom: 40 };
const FRAME = { width: 440, height: 184, room: ROOM, rows: 4, xBounds: [] };
const ROUNDS = 40;
const NAMES: Partial<Record<keyof RoundFigures, string>> = {
  error: 'error on the holdout',
  kappa: 'agreement κ with the round before',
  changed: 'share of the pool that changed its class',
  meanUncertainty: 'mean score, as a share of the largest possible',
  maxUncertainty: 'highest score, as a share of the largest possible',
};

/** Rounds of a made-up project. */
function rounds(): Required<RoundFigures>[] {
  const stream = random(3);
  const near = (value: number, width: number) => value + width * (stream.uniform() - 0.5);
  return Array.from({ length: ROUNDS }, (_, i) => ({
    labels: 10 * (i + 1),
    predictedClasses: 3,
    error: near(0.05 + 0.55 * (i + 1) ** -0.9, 0.012),
    kappa: Math.min(1, near(1 - 0.4 * Math.exp(-i / 6), 0.008)),
    changed: Math.max(0, near(0.3 * Math.exp(-i / 5.5), 0.004)),
    meanUncertainty: near(0.4 * Math.exp(-i / 7), 0.004),
    maxUncertainty: near(0.95 * Math.exp(-i / 13), 0.03),
  }));
}

/** The figure that a rule reads round by round, and where it says that it is enough. */
export function stoppingPicture(rule: StoppingRule) {
  const all = rounds();
  const options = rule.options.parse({});
  const stop = all.findIndex((_, i) => verdictOf(rule, all.slice(0, i + 1), options).isReached);
  const values = all.map((round) => round[rule.reads]);
  const { most, least } = options as { most?: number; least?: number };
  const threshold = most ?? least;
  const bounds = spaced(values);
  const points = values.map((value, i) => ({ x: i + 1, y: value, low: bounds[0], high: value }));
  const series = [points.slice(0, stop + 1), points.slice(stop)].map((points) => ({ points }));
  const layout = layOut(series, { ...FRAME, bounds });
  const { x, y, left, right, top, bottom, lines } = layout;
  const bound = threshold === undefined ? [] : line([left, y(threshold)], [right, y(threshold)], { dash: '4 3' });
  const end = [
    line([x(stop + 1), top], [x(stop + 1), bottom], { stroke: COLOURS.chosen, width: 2 }),
    text(x(stop + 1) - 6, y(values[stop]!) < 80 ? bottom - 8 : top + 10, `enough after round ${stop + 1}`, {
      anchor: 'end',
      fill: COLOURS.chosen,
      bold: true,
    }),
  ];
  const [before, after] = [lines[0]!, lines[1]!];
  return picture(FRAME.width, FRAME.height, `${rule.title}: where it says enough`, [
    frame(layout, { title: NAMES[rule.reads] ?? rule.reads, xName: 'round' }),
    bound,
    area(before.band, { opacity: 0.18 }),
    stroke(before.curve, { stroke: COLOURS.score, width: 2 }),
    stroke(after.curve, { stroke: COLOURS.score, width: 1.5, dash: '3 3' }),
    end,
  ]);
}

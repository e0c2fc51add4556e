import { scaleLog } from 'd3-scale';
import { layOut } from '../apps/web/ui/charts/layout.ts';
import { area, frame, picture, stroke, text } from '../tools/svg.ts';
import { median } from './statistics.ts';

/** A run of a strategy, as far as the chart shows it. */
export interface Curve {
  strategy: string;
  labels: number[];
  accuracy: (number | null)[];
}

const [WIDTH, HEIGHT] = [760, 440];
const ROOM = { left: 52, right: 110, top: 30, bottom: 42 };
const COLOURS = ['#3b82f6', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#8b949e', '#a0705f'];
/** In percent; none at all has no place on a logarithmic axis. */
const LEAST = 0.5;

/** Median error over the labels, with the range of the seeds; errors on a logarithmic axis. */
export function curvesChart(title: string, runs: Curve[]) {
  const names = [...new Set(runs.map(({ strategy }) => strategy))];
  const series = names.map((name) => {
    const own = runs.filter(({ strategy }) => strategy === name);
    const labels = [...new Set(own.flatMap((run) => run.labels))].sort((a, b) => a - b);
    const points = labels.map((at) => {
      const accuracies = own.flatMap((run) => run.accuracy[run.labels.indexOf(at)] ?? []);
      const errors = accuracies.map((accuracy) => Math.max(LEAST, 100 * (1 - accuracy)));
      return { x: at, y: median(errors), low: Math.min(...errors), high: Math.max(...errors) };
    });
    return { points };
  });
  const layout = layOut(series, {
    ...{ width: WIDTH, height: HEIGHT, room: ROOM },
    ...{ bounds: [], xBounds: [], scale: scaleLog() },
  });
  const lines = layout.lines.map(({ band, curve }, i) => {
    const colour = COLOURS[i % COLOURS.length]!;
    return [
      area(band, { fill: colour, opacity: 0.07 }),
      stroke(curve, { stroke: colour, width: 2 }),
      text(layout.right + 12, layout.top + 16 + 18 * i, names[i]!, { fill: colour, bold: true }),
    ];
  });
  return picture(WIDTH, HEIGHT, title, [
    frame(layout, { title, xName: 'labels', yName: 'error on the test set, %' }),
    lines,
  ]);
}

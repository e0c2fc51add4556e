import type { Words } from './describe-place';
import type { Layout } from './layout';

export interface ChartFrameProps extends Pick<Words, 'xTitle' | 'formatX'> {
  layout: Layout;
}

/** Of a number of this size, in pixels and rather too much: the last one stays inside. */
const halfOf = (text: string) => 4 * text.length;

/** Both axes of a chart, with the lines that lead the eye. */
export function ChartFrame({ layout, xTitle, formatX }: ChartFrameProps) {
  const { x, y, width, left, right, bottom, xTicks, yTicks, formatY } = layout;
  return (
    <g className="fill-quiet" fontSize={12}>
      {yTicks.map((tick) => (
        <g key={tick} transform={`translate(0 ${y(tick)})`}>
          <line x1={left} x2={right} className="stroke-line" />
          <text x={left - 8} dy="0.35em" textAnchor="end">
            {formatY(tick)}
          </text>
        </g>
      ))}
      {xTicks.map((tick) => (
        <text key={tick} x={Math.min(x(tick), width - halfOf(formatX(tick)))} y={bottom + 17} textAnchor="middle">
          {formatX(tick)}
        </text>
      ))}
      <text x={right} y={bottom + 34} textAnchor="end">
        {xTitle}
      </text>
    </g>
  );
}

'use client';
import { type PointerEvent, useRef, useState } from 'react';
import { ChartFrame } from './chart-frame';
import { ChartTable } from './chart-table';
import { colourOf } from './colours';
import { describePlace, type Words } from './describe-place';
import { isRead, layOut, nearest, type Series } from './layout';
import { SeriesPaths } from './series-paths';
import { useWidth } from './use-width';

export interface LineChartProps extends Words {
  title: string;
  series: Series[];
  /** What the vertical axis shows at least. */
  bounds: [number, number];
  /** The same of the horizontal axis. */
  xBounds?: [number, number];
}

const [WIDTH, HEIGHT] = [560, 240];

/**
 * Lines with their intervals as bands. A pointer, a finger or the arrow keys read one place after the other; the same numbers
 * stand in a table below.
 */
export function LineChart({ title, series, bounds, xBounds, ...words }: LineChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box, WIDTH);
  const layout = layOut(series, { width, height: HEIGHT, bounds, ...(xBounds ? { xBounds } : {}) });
  const { x, top, bottom, lines, places } = layout;
  const [chosen, setChosen] = useState<number | null>(null);
  const last = Math.max(0, places.length - 1);
  const at = Math.min(chosen ?? last, last);
  const place = places[at] ?? 0;
  const reading = describePlace(series, place, words);
  const point = (event: PointerEvent<SVGSVGElement>) => {
    const { left } = event.currentTarget.getBoundingClientRect();
    setChosen(nearest(places, x.invert(event.clientX - left)));
  };
  return (
    <figure className="grid grid-cols-1 gap-1.5">
      <figcaption className="flex flex-wrap items-baseline justify-between gap-x-4 text-sm">
        <span className="hint">{title}</span>
        <span className="digits">{reading}</span>
      </figcaption>
      <div ref={box} className="relative">
        <input
          type="range"
          className="peer sr-only"
          min={0}
          max={last}
          value={at}
          onChange={(event) => setChosen(Number(event.target.value))}
          aria-label={`${title}, point by point`}
          aria-valuetext={reading}
        />
        <svg
          viewBox={`0 0 ${width} ${HEIGHT}`}
          className="block h-60 w-full touch-pan-y rounded-lg outline-accent peer-focus-visible:outline-2"
          aria-hidden="true"
          onPointerMove={point}
          onPointerDown={point}
        >
          <ChartFrame {...words} layout={layout} />
          <line x1={x(place)} x2={x(place)} y1={top} y2={bottom} className="stroke-quiet" strokeDasharray="2 3" />
          {series.map((one, index) => (
            <g key={one.label} style={{ color: colourOf(index) }} fill="none" stroke="currentColor">
              <SeriesPaths series={one} line={lines[index]!} />
            </g>
          ))}
        </svg>
      </div>
      {series.length > 1 && (
        <ul className="flex flex-wrap gap-x-4 text-sm">
          {series.map((one, index) => (
            <li key={one.label} className="flex items-center gap-1.5">
              <span
                className={isRead(one) ? 'w-4 rounded border-2' : 'w-4 border-t-2 border-dashed'}
                style={{ borderColor: colourOf(index) }}
                aria-hidden="true"
              />
              {one.label}
            </li>
          ))}
        </ul>
      )}
      <ChartTable {...words} {...{ title, series, places }} />
    </figure>
  );
}

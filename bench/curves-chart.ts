import { median } from './statistics.ts';

/** A run of a strategy, as far as the chart shows it. */
export interface Curve {
  strategy: string;
  rounds: { labels: number; accuracy: number }[];
}

const [WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM] = [760, 440, 60, 40, 170, 50];
const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#555555', '#8c564b'];

/** Median error over the labels, with the range of the seeds; errors on a logarithmic axis. */
export function curvesChart(title: string, runs: Curve[]) {
  const names = [...new Set(runs.map(({ strategy }) => strategy))];
  const series = names.map((name) => {
    const own = runs.filter(({ strategy }) => strategy === name);
    const labels = [...new Set(own.flatMap(({ rounds }) => rounds.map((round) => round.labels)))].sort((a, b) => a - b);
    return labels.map((at) => {
      const errors = own.flatMap(({ rounds }) =>
        rounds.filter((round) => round.labels === at).map((r) => 1 - r.accuracy),
      );
      return { labels: at, low: Math.min(...errors), middle: median(errors), high: Math.max(...errors) };
    });
  });
  const all = series.flat();
  const [first, last] = [Math.min(...all.map((p) => p.labels)), Math.max(...all.map((p) => p.labels))];
  const [least, most] = [Math.max(0.005, Math.min(...all.map((p) => p.low))), Math.max(...all.map((p) => p.high))];
  const x = (labels: number) => LEFT + ((WIDTH - LEFT - RIGHT) * (labels - first)) / Math.max(1, last - first);
  const y = (error: number) =>
    TOP + ((HEIGHT - TOP - BOTTOM) * (Math.log(most) - Math.log(Math.max(least, error)))) / Math.log(most / least);
  const point = ([labels, error]: readonly [number, number]) => `${x(labels).toFixed(1)},${y(error).toFixed(1)}`;
  const ticks = [0.01, 0.02, 0.03, 0.05, 0.07, 0.1, 0.13, 0.17, 0.2, 0.25, 0.3, 0.4, 0.5, 0.7, 0.9].filter(
    (tick) => tick >= least && tick <= most,
  );
  const steps = Array.from({ length: 6 }, (_, i) => Math.round((first + (i * (last - first)) / 5) / 10) * 10);
  const lines = series.map((points, i) => {
    const colour = COLOURS[i % COLOURS.length];
    const band = [
      ...points.map((p) => [p.labels, p.high] as const),
      ...[...points].reverse().map((p) => [p.labels, p.low] as const),
    ];
    return `<polygon points="${band.map(point).join(' ')}" fill="${colour}" opacity="0.07"/>
<polyline points="${points.map((p) => point([p.labels, p.middle])).join(' ')}" fill="none" stroke="${colour}" stroke-width="2"/>
<text x="${WIDTH - RIGHT + 12}" y="${TOP + 20 + 20 * i}" fill="${colour}">${names[i]}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="13">
<rect width="${WIDTH}" height="${HEIGHT}" fill="white"/>
<text x="${LEFT}" y="22" font-size="15">${title}</text>
${ticks.map((tick) => `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(tick)}" y2="${y(tick)}" stroke="#ddd"/><text x="${LEFT - 8}" y="${y(tick) + 4}" text-anchor="end">${Math.round(100 * tick)} %</text>`).join('\n')}
${steps.map((step) => `<text x="${x(step)}" y="${HEIGHT - BOTTOM + 20}" text-anchor="middle">${step}</text>`).join('\n')}
<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 10}" text-anchor="middle">labels</text>
<text transform="translate(16 ${(TOP + HEIGHT - BOTTOM) / 2}) rotate(-90)" text-anchor="middle">error on the test set</text>
${lines.join('\n')}
</svg>
`;
}

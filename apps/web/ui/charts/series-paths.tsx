import type { Layout, Series } from './layout';

export interface SeriesPathsProps {
  series: Series;
  line: Layout['lines'][number];
}

/** Of more points the line says enough. */
const MOST_DOTS = 40;

/** What is drawn of a series, in the colour of what is around it. */
export function SeriesPaths({ series: { look = 'line', points }, line }: SeriesPathsProps) {
  if (look === 'guide') return <path d={line.curve} strokeWidth={1.5} strokeDasharray="5 4" />;
  if (look === 'points')
    return (
      <>
        <path d={line.whiskers} strokeWidth={1.5} opacity={0.35} />
        <path d={line.dots} strokeWidth={5} strokeLinecap="round" />
      </>
    );
  return (
    <>
      <path d={line.band} fill="currentColor" stroke="none" opacity={0.16} />
      {points.length === 1 && <path d={line.whiskers} strokeWidth={8} opacity={0.25} />}
      <path d={line.curve} strokeWidth={2.25} />
      {points.length <= MOST_DOTS && <path d={line.dots} strokeWidth={8} strokeLinecap="round" />}
    </>
  );
}

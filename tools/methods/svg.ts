/** In pixels, from the left and from above. */
export type Point = readonly [x: number, y: number];
/** What is drawn, part by part, to any depth. */
export type Parts = readonly (string | Parts)[];

/** Mid-tones that can be read on white and on black, so that a picture needs no background of its own. */
export const COLOURS = { score: '#3b82f6', chosen: '#e0661f', text: '#737c86', line: '#8b949e' };

export const round = (value: number) => Math.round(value * 10) / 10;

/** A picture of its own file, with a title for readers of screens. */
export const picture = (width: number, height: number, title: string, parts: Parts) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escapeText(title)}" font-family="system-ui,-apple-system,'Segoe UI',Helvetica,Arial,sans-serif" font-size="11" fill="${COLOURS.text}">
${flat(parts).join('\n')}
</svg>
`;

const flat = (parts: Parts): string[] => parts.flatMap((part) => (typeof part === 'string' ? part : flat(part)));

interface TextLooks {
  anchor?: 'start' | 'middle' | 'end';
  /** To be read upwards. */
  up?: boolean;
  /** For what counts. */
  bold?: boolean;
  fill?: string;
}

export function text(
  x: number,
  y: number,
  content: string,
  { anchor = 'start', up = false, bold = false, fill }: TextLooks = {},
) {
  const place = up ? `transform="translate(${round(x)} ${round(y)}) rotate(-90)"` : `x="${round(x)}" y="${round(y)}"`;
  const looks = `${anchor === 'start' ? '' : ` text-anchor="${anchor}"`}${bold ? ' font-weight="600"' : ''}${fill ? ` fill="${fill}"` : ''}`;
  return `<text ${place}${looks}>${escapeText(content)}</text>`;
}

export const pathOf = (points: readonly Point[], isClosed = false) =>
  `M${points.map(([x, y]) => `${round(x)} ${round(y)}`).join('L')}${isClosed ? 'Z' : ''}`;

export const line = (points: readonly Point[], { stroke = COLOURS.line, width = 1, dash = '' } = {}) =>
  `<path d="${pathOf(points)}" fill="none" stroke="${stroke}" stroke-width="${width}"${dash ? ` stroke-dasharray="${dash}"` : ''} stroke-linejoin="round"/>`;

export const area = (points: readonly Point[], { fill = COLOURS.score, opacity = 0.3 } = {}) =>
  `<path d="${pathOf(points, true)}" fill="${fill}" fill-opacity="${opacity}"/>`;

/** Where a value of a range lies between two places. */
export const scale = ([from, to]: readonly [number, number], [low, high]: readonly [number, number]) => {
  const width = to - from || 1;
  return (value: number) => low + ((value - from) / width) * (high - low);
};

/** Three digits, for people. */
export const shown = (value: number) => Number(value.toPrecision(2)).toString().replace('-', '−');

const escapeText = (content: string) => content.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');

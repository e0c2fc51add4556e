import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { LineChart } from './line-chart';

const points = [
  { x: 10, y: 0.5, low: 0.4, high: 0.6 },
  { x: 20, y: 0.75, low: 0.7, high: 0.8 },
];
const bounds: [number, number] = [0, 1];
const html = renderToStaticMarkup(
  createElement(LineChart, {
    ...{ title: 'Accuracy', xTitle: 'labels', bounds },
    ...{ formatX: String, formatValue: (value: number) => value.toFixed(2) },
    series: [{ label: 'BALD', points }],
  }),
);

it('a chart is drawn on the server and reads its last point', () => {
  expect(html).toContain('<path d="M295,105L546,57.5"');
  expect(html).toContain('aria-valuetext="20 labels: 0.75 [0.70, 0.80]"');
});

it('its numbers stand in a table', () => {
  const cells = [...html.matchAll(/<td[^>]*>(.*?)<\/td>/g)].map(([, text]) => text);
  expect(cells).toEqual(['10', '0.50 [0.40, 0.60]', '20', '0.75 [0.70, 0.80]']);
});

it('the number at the end of the horizontal axis stays inside of the picture', () => {
  const wide = renderToStaticMarkup(
    createElement(LineChart, {
      ...{ title: 'Accuracy', xTitle: 'labels', bounds: [0, 1] as [number, number] },
      ...{ formatX: (value: number) => value.toLocaleString('en'), formatValue: String },
      series: [{ label: 'BALD', points: [{ x: 1_800, y: 0.5 }] }],
    }),
  );
  expect(Number(/<text x="([\d.]+)"[^>]*>1,800<\/text>/.exec(wide)?.[1])).toBeLessThanOrEqual(560 - 18);
});

it('beside a guide the last place of the others is read; the guide has a dashed mark and no column', () => {
  const guide = {
    label: 'as sure as right',
    look: 'guide' as const,
    points: [0, 100].map((at) => ({ x: at, y: at / 100 })),
  };
  const both = renderToStaticMarkup(
    createElement(LineChart, {
      ...{ title: 'Share that is right', xTitle: 'sure', bounds },
      ...{ formatX: String, formatValue: String },
      series: [{ label: 'right', points }, guide],
    }),
  );
  expect(both).toContain('aria-valuetext="20 sure: 0.75 [0.7, 0.8]"');
  expect(both).toMatch(/border-dashed[^>]*><\/span>as sure as right/);
  expect(both).not.toMatch(/border-dashed[^>]*><\/span>right/);
  expect([...both.matchAll(/<t[hd]\b/g)]).toHaveLength(2 + 2 * 2);
});

import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { Table } from './table';
import { columnsOf } from './table-columns';

interface Row {
  id: string;
  labels: number;
}

const column = columnsOf<Row>();
const COLUMNS = column.columns([
  column.accessor('labels', { header: 'Labels', cell: ({ getValue }) => `${getValue()} in all` }),
]);
const rowsOf = (count: number) => Array.from({ length: count }, (_, labels) => ({ id: `r${labels}`, labels }));
const draw = (count: number) =>
  renderToStaticMarkup(
    createElement(Table<Row>, {
      ...{ label: 'Rounds', columns: COLUMNS, rows: rowsOf(count), idOf: ({ id }: Row) => id, empty: 'None yet.' },
    }),
  );
const drawn = (html: string) => [...html.matchAll(/(\d+) in all/g)].map(([, labels]) => Number(labels));

it('a short table is drawn whole, on the server too', () => {
  expect(drawn(draw(60))).toEqual(rowsOf(60).map(({ labels }) => labels));
});

it('of a long table the server draws the first rows, and says how many there are', () => {
  const html = draw(5_000);
  expect(drawn(html).length).toBeLessThan(60);
  expect(drawn(html).slice(0, 3)).toEqual([0, 1, 2]);
  expect(html).toContain('aria-rowcount="5001"');
});

it('in place of no rows stands what that means', () => {
  expect(draw(0)).toBe('<p class="hint">None yet.</p>');
});

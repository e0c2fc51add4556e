import { describe, expect, it } from 'vitest';
import { chooseImporters } from '../choose-importers.js';
import { collect, file } from '../collect.contract.js';
import { jsonl as exporter } from '../exporters/jsonl.js';
import { json } from '../importers/json.js';
import { jsonl } from '../importers/jsonl.js';
import { cellsIn } from './cells-in.js';

const lines = (...objects: object[]) => file(objects.map((one) => JSON.stringify(one)).join('\n'), 'a.jsonl');
const mail = (n: number) => ({
  mail: { text: `A mail of some words, the one with number ${n}`, to: { name: `you${n}` } },
  label: { name: n % 2 ? 'spam' : 'ham' },
});

describe('objects within a record', () => {
  it('are columns by the keys that lead to them, whose roles are proposed and read', async () => {
    const input = lines(...[1, 2, 3, 4].map(mail));
    const look = await jsonl.look(input);
    expect(look.options.columns).toEqual({ 'mail.text': 'text', 'mail.to.name': 'metadata', 'label.name': 'label' });
    expect(look.columns[0]).toMatchObject({
      name: 'mail.text',
      examples: [mail(1).mail.text, mail(2).mail.text, mail(3).mail.text],
    });
    const { records, rejected } = await collect(jsonl, input, look.options);
    expect(rejected).toEqual([]);
    expect(records[0]).toMatchObject({
      ...{ content: { kind: 'text', text: mail(1).mail.text }, label: 'spam', metadata: { 'mail.to.name': 'you1' } },
    });
  });

  it('go out and come in again, equal', async () => {
    const input = lines(...[1, 2, 3].map(mail));
    const { options } = await jsonl.look(input);
    const { records } = await collect(jsonl, input, options);
    const layout = { kind: 'text', columns: [], metadata: [], told: [], hasPictures: false, isByClass: true } as const;
    const chunks: Uint8Array[] = [];
    for await (const chunk of exporter.write(
      (async function* () {
        yield* records;
      })(),
      layout,
    ))
      chunks.push(chunk);
    const again = file(Buffer.concat(chunks), 'b.jsonl');
    const look = await jsonl.look(again);
    expect(look.columns).toEqual([]);
    expect((await collect(jsonl, again, look.options)).records).toEqual(records);
  });

  it('are empty where there is nothing, and stand beside a text of the same key in other records', async () => {
    const input = lines({ mail: 'plain', x: {} }, { mail: { text: 'nested' }, x: { y: null } });
    const { columns, rows } = await jsonl.look(input);
    expect(columns.map(({ name }) => name)).toEqual(['mail', 'mail.text', 'x.y']);
    expect(rows).toEqual([
      ['plain', undefined, undefined],
      [undefined, 'nested', null],
    ]);
    const chosen = { columns: { mail: 'text', 'mail.text': 'text' } };
    expect((await collect(jsonl, input, chosen)).records.map(({ content }) => content)).toEqual([
      { kind: 'text', text: 'plain' },
      { kind: 'text', text: 'nested' },
    ]);
  });

  it('are no column where they are null, and the filled one is the label where a few have a text in its place', async () => {
    const line = (n: number, label: unknown) => ({ ...mail(n), label });
    const half = (n: number) => line(n, n % 2 ? { name: n % 3 ? 'HUM' : 'MEC' } : null);
    const all = Array.from({ length: 60 }, (_, n) => half(n));
    const { options } = await jsonl.look(lines(...all));
    expect(options.columns).toEqual({ 'mail.text': 'text', 'mail.to.name': 'metadata', 'label.name': 'label' });

    const input = lines(...all, line(60, 'HUM'), line(61, 'MEC'));
    const look = await jsonl.look(input);
    expect(look.options.columns).toMatchObject({ label: 'metadata', 'label.name': 'label' });
    const { records, notices } = await collect(jsonl, input, look.options);
    expect(records.filter(({ label }) => label !== undefined)).toHaveLength(30);
    const what =
      /^"label" is a value here where other .* the label is read from "label.name". Make both columns the label/;
    expect(notices).toEqual([61, 62].map((n) => ({ place: `line ${n}`, notice: expect.stringMatching(what) })));
    const both = { columns: { ...(look.options.columns as object), label: 'label' } };
    const again = await collect(jsonl, input, both);
    expect(again.records.slice(60).map(({ label }) => label)).toEqual(['HUM', 'MEC']);
    expect(again.notices).toEqual([]);
  });

  it('are found behind a hundred records and more that say null', async () => {
    const all = Array.from({ length: 300 }, (_, n) => ({
      ...mail(n),
      label: n < 200 ? null : { name: n % 2 ? 'HUM' : 'MEC' },
    }));
    const look = await jsonl.look(lines(...all));
    expect(look.options.columns).toEqual({ 'mail.text': 'text', 'mail.to.name': 'metadata', 'label.name': 'label' });
    const { records } = await collect(jsonl, lines(...all), look.options);
    expect(records.filter(({ label }) => label !== undefined)).toHaveLength(100);
  });

  it('stay whole where they are named as a column, and further in than eight', async () => {
    const input = lines({ text: 'a', mail: { to: 'you' } });
    const { records } = await collect(jsonl, input, { columns: { text: 'text', mail: 'metadata' } });
    expect(records[0]!.metadata).toEqual({ mail: { to: 'you' } });
    const deep = { 1: { 2: { 3: { 4: { 5: { 6: { 7: { 8: { 9: { a: 1 } } } } } } } } } };
    expect(cellsIn()(deep)).toEqual([['1.2.3.4.5.6.7.8', { 9: { a: 1 } }]]);
  });

  it('of keys with a dot are told where two are called the same, in one record or in two', async () => {
    const { records, rejected } = await collect(
      jsonl,
      lines({ t: 'a', 'x.y': 1 }, { t: 'b', x: { y: 2 } }, { t: 'c', z: { y: 1 }, 'z.y': 2 }, { t: 'd', 'x.y': 3 }),
      { columns: { t: 'text' } },
    );
    expect(records.map(({ metadata }) => metadata)).toEqual([{ 'x.y': 1 }, { 'x.y': 3 }]);
    expect(rejected).toMatchObject([
      { place: 'line 2', code: 'ambiguous_column', reason: expect.stringContaining('"x.y", and "y" in "x"') },
      { place: 'line 3', code: 'ambiguous_column' },
    ]);
    const look = await jsonl.look(lines({ t: 'a', 'x.y': 1 }, { t: 'b', x: { y: 2 } }));
    expect(look.notices).toMatchObject([{ place: 'line 2' }]);
  });

  it('may have keys that objects have of themselves', async () => {
    const input = lines(
      ...[1, 2].map((n) => ({ constructor: `A text of words, number ${n}`, toString: { valueOf: n } })),
    );
    const look = await jsonl.look(input);
    expect(look.options.columns).toEqual({ constructor: 'text', 'toString.valueOf': 'number' });
    const { records } = await collect(jsonl, input, { columns: { constructor: 'text' } });
    expect(records[0]!.metadata).toEqual({ 'toString.valueOf': 1 });
    const { rejected } = await collect(jsonl, file('{"t": "a", "x": {"__proto__": {"y": 1}}}'), {
      columns: { t: 'text' },
    });
    expect(rejected).toMatchObject([{ code: 'bad_value' }]);
  });

  it('in lists stay whole, and that is said', async () => {
    const input = lines({ text: 'a text', tags: ['x', 'y'], v: [1, 2], turns: [{ by: 'me' }] });
    const { columns, notices } = await jsonl.look(input);
    expect(columns.map(({ name }) => name)).toEqual(['text', 'tags', 'v', 'turns']);
    expect(notices).toMatchObject([
      { notice: expect.stringContaining('"turns" holds lists of objects and stays whole') },
    ]);
  });
});

describe('a list of records in an object', () => {
  const records = [mail(1), mail(2)];
  const wrapped = (value: object) => file(JSON.stringify(value), 'a.json');

  it.each<[string, object]>([
    ['data', { data: records }],
    ['items', { version: 1, about: { by: 'me', list: [1, 2] }, items: records }],
    ['result.records', { ok: true, result: { took: 3, records } }],
    ['my.data', { 'my.data': records }],
    ['late', { long: 'x'.repeat(100_000), late: records }],
  ])('is found under %s, also by whom nobody tells where it is', async (path, value) => {
    const look = await json.look(wrapped(value));
    expect(look.options).toMatchObject({ path, columns: { 'mail.text': 'text', 'label.name': 'label' } });
    expect((await collect(json, wrapped(value), look.options)).records).toHaveLength(2);
    const { path: _, ...untold } = look.options;
    expect((await collect(json, wrapped(value), untold)).records).toHaveLength(2);
  });

  it('is the likeliest of several, and the others are named', async () => {
    const input = wrapped({ errors: [{ code: 1 }], data: records });
    const { options, notices } = await json.look(input);
    expect(options.path).toBe('data');
    expect(notices).toMatchObject([{ notice: expect.stringMatching(/under "data".*under "errors" too/) }]);
    expect((await json.look(input, { path: 'errors' })).columns.map(({ name }) => name)).toEqual(['code']);
    await expect(collect(json, input)).rejects.toMatchObject({ message: expect.stringContaining('"data", "errors"') });
    await expect(json.look(input, { path: 'other' })).rejects.toMatchObject({
      message: expect.stringMatching(/no list of records at "other".*lists under "data", "errors"/),
    });
  });

  it.each<[string, object, RegExp]>([
    ['lists of values', { text: ['a', 'b'], label: ['x', 'y'] }, /hold no objects: "text", "label".*orient="records"/],
    ['columns of pandas', { text: { 0: 'a' }, label: { 0: 'x' } }, /object of objects: "text", "label".*orient/],
    ['one record', { text: 'a', label: 'x' }, /one object with the keys "text", "label".*Put the records into a list/],
    ['an empty list', { version: 1, items: [] }, /is empty: "items"/],
    ['nothing', {}, /holds no list/],
  ])('is refused by name, with what to do, where there is none: %s', async (_, value, words) => {
    const input = wrapped(value);
    const [importer] = await chooseImporters(input);
    await expect(importer.look(input)).rejects.toMatchObject({
      code: 'not_a_list_of_objects',
      message: expect.stringMatching(words),
    });
  });
});

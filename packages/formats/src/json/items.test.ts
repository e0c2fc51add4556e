import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Item, ItemSplitter } from './items.js';
import { parseJson } from './parse-json.js';

function itemsOf(text: string, { path = [] as string[], size = 3, most = 1000 } = {}) {
  const splitter = new ItemSplitter(path, most);
  const bytes = Buffer.from(text);
  const items: Item[] = [];
  for (let start = 0; start < bytes.length; start += size)
    items.push(...splitter.push(bytes.subarray(start, start + size)));
  splitter.end();
  return items.map(({ number, line, bytes }) => [number, line, bytes && String(bytes).trim()]);
}

describe('elements of a list', () => {
  it('are cut where commas mean something, and keep their digits and lines', () => {
    expect(itemsOf('\n[ {"a": ",]\\"[",\n "b": [1, {}]} ,\n 12345678901234567890\n]\n')).toEqual([
      [1, 2, '{"a": ",]\\"[",\n "b": [1, {}]}'],
      [2, 4, '12345678901234567890'],
    ]);
    expect(itemsOf(' [ ] ')).toEqual([]);
  });

  it('are found under a path of keys, wherever it stands', () => {
    const text = '{"n": "data", "no": {"data": [0]}, "d\\u0061ta": {"x": [], "items": [{"a": 1}, 2], "y": 3}, "z": []}';
    expect(itemsOf(text, { path: ['data', 'items'] })).toEqual([
      [1, 1, '{"a": 1}'],
      [2, 1, '2'],
    ]);
  });

  it('that are too long are told, and the next is cut', () => {
    expect(itemsOf(`["${'x'.repeat(2000)}", 2]`)).toEqual([
      [1, 1, null],
      [2, 1, '2'],
    ]);
  });

  it.each([
    ['not_a_list_of_objects', '{"a": 1}', []],
    ['not_a_list_of_objects', '{"a": {"b": 1}}', ['a']],
    ['not_a_list_of_objects', '{"a": {"b": 1}, "c": []}', ['a', 'c']],
    ['not_a_list_of_objects', '"text"', []],
    ['truncated', '[1, {"a"', []],
    ['truncated', '{"a": [1]', ['b']],
    ['bad_json', '[1] [2]', []],
    ['empty_file', ' \n', []],
  ])('are refused as %s: %s', (code, text, path) => {
    expect(() => itemsOf(text, { path })).toThrow(expect.objectContaining({ code }));
  });

  it('are those of JSON.parse, however the bytes arrive', () => {
    const property = fc.property(
      fc.array(fc.jsonValue()),
      fc.integer({ min: 1, max: 9 }),
      fc.nat(2),
      (list, size, indent) => {
        const text = JSON.stringify({ other: list, data: list }, null, indent);
        const found = itemsOf(text, { path: ['data'], size, most: 10_000 }).map(([, , item]) =>
          JSON.parse(String(item)),
        );
        expect(found).toEqual(JSON.parse(text).data);
      },
    );
    fc.assert(property, { seed: 14, numRuns: 200 });
  });
});

it('what JSON.parse reads is read the same, numbers beyond 2^53 and characters without a place apart', () => {
  const text = fc.string().filter((text) => !text.includes('\0'));
  const value = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      text,
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.maxSafeInteger(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('value')),
      fc.dictionary(
        text.filter((key) => key !== '__proto__'),
        tie('value'),
      ),
    ),
  })).value;
  fc.assert(
    fc.property(value, (value) => {
      const text = JSON.stringify(value);
      expect(parseJson(text)).toEqual({ value: JSON.parse(text), notices: [] });
    }),
    { seed: 14, numRuns: 300 },
  );
});

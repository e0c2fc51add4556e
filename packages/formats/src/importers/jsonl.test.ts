import { describe, expect, it } from 'vitest';
import { collect, file } from '../collect.contract.js';
import { jsonl } from './jsonl.js';

const read = (content: string | Uint8Array, options?: unknown) => collect(jsonl, file(content), options);
const PLAIN = { columns: { id: 'id', text: 'text' } };

describe('records in the form of the product', () => {
  it('hold a text, a row, a vector or a picture', async () => {
    const { records, rejected } = await read(
      [
        { id: 'a', text: 'good', label: 'praise', split: 'holdout', metadata: { page: 1 } },
        { id: 2, row: { age: 39, city: 'NA', none: null } },
        { vector: [1, -0.5], text: 'beside it', link: 'https://example.org', label: 0 },
        { id: 'p', image: Buffer.from('bytes').toString('base64'), name: 'p.png', label: ['x', 'y'] },
      ]
        .map((line) => JSON.stringify(line))
        .join('\n'),
    );
    expect(rejected).toEqual([]);
    const [text, row, vector, image] = records;
    expect(text).toEqual({
      place: 'line 1',
      externalId: 'a',
      content: { kind: 'text', text: 'good' },
      label: 'praise',
      split: 'holdout',
      metadata: { page: 1 },
    });
    expect(row).toEqual({
      place: 'line 2',
      externalId: '2',
      content: {
        kind: 'row',
        values: [
          ['age', 39],
          ['city', 'NA'],
          ['none', null],
        ],
      },
      split: null,
      metadata: {},
    });
    expect(vector!.content).toEqual({
      kind: 'vector',
      values: [1, -0.5],
      text: 'beside it',
      link: 'https://example.org',
    });
    expect(vector).toMatchObject({ externalId: null, label: 0 });
    expect(image!.content).toMatchObject({ kind: 'image', name: 'p.png' });
    if (image!.content.kind === 'image') expect(Buffer.from(await image!.content.read()).toString()).toBe('bytes');
    expect(image!.label).toEqual(['x', 'y']);
  });

  it.each([
    ['missing_content', '{"id": 1, "label": "no content"}', 'text, row, vector or image'],
    ['bad_value', '{"text": "a", "row": {"b": 1}}', 'two contents, text and row'],
    ['unknown_column', '{"text": "a", "labels": ["b"]}', '"labels"'],
    ['text_is_not_text', '{"text": 10}', 'text: '],
    ['bad_value', '{"vector": [1, "two"]}', 'vector.1'],
    ['bad_value', '{"vector": []}', 'vector'],
    ['bad_value', '{"image": "no base64!"}', 'image: is no base64'],
    ['bad_value', '{"text": "a", "split": "train"}', 'split'],
    ['not_an_object', '["an array"]', 'a list'],
    ['not_an_object', 'null', 'null'],
    ['bad_json', '{"text": "cut"', 'closing }'],
    ['bad_json', "{'text': 'single'}", 'double quotes'],
    ['bad_json', '{"text": "a",}', 'comma'],
    ['bad_json', '{"text": "a"} {"text": "b"}', 'no JSON'],
    ['unstorable_character', '{"text": "a\\u0000b"}', 'NUL'],
    ['unstorable_character', '{"text": "a", "metadata": {"b\\ud800": 1}}', 'surrogate'],
    ['bad_value', '{"text": "a", "metadata": {"__proto__": 1}}', '__proto__'],
    ['too_deep', `{"text": "a", "metadata": ${'['.repeat(99_999)}${']'.repeat(99_999)}}`, 'more than 64'],
  ])('are rejected as %s by their line and the rest goes on: %.60s', async (code, line, says) => {
    const { records, rejected } = await read(`{"text": "before"}\n\n${line}\n{"text": "after"}`);
    expect(records.map(({ place }) => place)).toEqual(['line 1', 'line 4']);
    expect(rejected).toMatchObject([{ place: 'line 3', code }]);
    expect(rejected[0]!.reason).toContain(says);
  });
});

describe('numbers', () => {
  it('keep every digit of an id and of what stands beside, and stay texts inside texts', async () => {
    const line =
      '{"id": 9007199254740993, "text": "no: 9007199254740993", "metadata": {"big": [-12345678901234567890, 1]}}';
    const { records } = await read(line);
    expect(records[0]).toMatchObject({
      externalId: '9007199254740993',
      content: { text: 'no: 9007199254740993' },
      metadata: { big: ['-12345678901234567890', 1] },
    });
  });

  it('of a vector are floats, however many digits they have', async () => {
    const { records } = await read('{"vector": [9007199254740993, 0.12345678901234567, 1e300]}');
    expect(records[0]!.content).toMatchObject({ values: [9007199254740992, 0.12345678901234566, 1e300] });
  });

  it('that Python writes and JSON does not know are null, and so are those beyond floats; that is said', async () => {
    const { records, notices } = await read(
      '{"text": "NaN: Infinity", "metadata": {"x": NaN, "y": [-Infinity, 1e400]}}',
    );
    expect(records[0]).toMatchObject({
      content: { text: 'NaN: Infinity' },
      metadata: { x: null, y: [null, null] },
    });
    expect(notices.map(({ place }) => place)).toEqual(['line 1', 'line 1']);
  });
});

describe('columns by their names', () => {
  it('take an object of any keys; what is not named is kept beside it', async () => {
    const { records } = await read(
      '{"nr": 7, "body": "hello", "topic": "x", "fold": "test", "lang": "en", "drop": 1}',
      {
        columns: { nr: 'id', body: 'text', topic: 'label', fold: 'split', drop: 'ignore' },
      },
    );
    expect(records[0]).toMatchObject({
      externalId: '7',
      content: { kind: 'text', text: 'hello' },
      label: 'x',
      split: 'holdout',
      metadata: { lang: 'en' },
    });
    expect(Object.keys(records[0]!.metadata)).toEqual(['lang']);
  });

  it('make a row of numbers, words and days', async () => {
    const { records } = await read('{"age": "39", "job": "NA", "since": "2024-02-29", "pay": ">50K"}', {
      columns: { age: 'number', job: 'category', since: 'date', pay: 'label' },
    });
    expect(records[0]!.content).toEqual({
      kind: 'row',
      values: [
        ['age', 39],
        ['job', 'NA'],
        ['since', '2024-02-29'],
      ],
      categories: ['job'],
    });
  });

  it.each([
    ['missing_id', '{"text": "no id", "id": null}'],
    ['missing_content', '{"id": 1}'],
    ['text_is_not_text', '{"id": 1, "text": ["a"]}'],
  ])('are asked for: %s', async (code, line) => {
    expect((await read(line, PLAIN)).rejected).toMatchObject([{ place: 'line 1', code }]);
  });

  it('are proposed by a look at the first records', async () => {
    const lines = [1, 2, 3].map((i) =>
      JSON.stringify({ key: `00${i}`, body: `The parcel ${i} says delivered.`, labels: ['a'], meta: { page: i } }),
    );
    const look = await jsonl.look(file(`${lines.join('\n')}\n{"cut`));
    expect(look.options.columns).toEqual({ key: 'id', body: 'text', labels: 'label', 'meta.page': 'number' });
    expect(look.rows).toHaveLength(3);
    expect(look.notices).toMatchObject([{ place: 'line 4' }]);
  });
});

describe('lines', () => {
  it('that are too long are rejected, and the rest goes on', async () => {
    const long = `{"text": "${'x'.repeat(10_000_000)}"}`;
    const { records, rejected } = await read(`{"text": "a"}\n${long}\n{"text": "b"}`);
    expect(records.map(({ place }) => place)).toEqual(['line 1', 'line 3']);
    expect(rejected).toMatchObject([{ place: 'line 2', code: 'too_large' }]);
    expect(rejected[0]!.reason).toContain('8 MB');
    expect((await read(long, { mostBytes: 2 ** 24 })).records).toHaveLength(1);
  });

  it('of bytes that are no UTF-8 are rejected: nothing is put in their place', async () => {
    const { records, rejected } = await read(
      Buffer.concat([Buffer.from('{"text": "ä\ufffd"}\n{"text": "'), Buffer.from([0xe4]), Buffer.from('"}')]),
    );
    expect(records.map(({ content }) => content)).toEqual([{ kind: 'text', text: 'ä\ufffd' }]);
    expect(rejected).toMatchObject([{ place: 'line 2', code: 'bad_encoding' }]);
  });

  it('do not end where print does', async () => {
    const { records } = await read('{"text": "a\u2028b\u0085c"}\r\n\r\n   \n{"text": "d"}\r\n');
    expect(records.map(({ place, content }) => [place, content])).toEqual([
      ['line 1', { kind: 'text', text: 'a\u2028b\u0085c' }],
      ['line 4', { kind: 'text', text: 'd' }],
    ]);
  });
});

it.each([
  ['two objects in lines', '{"a": 1}\n{"a": 2}', 'data.json', 0.9, 1],
  ['one object', '{"a": 1}', 'data.jsonl', 0.9, 1],
  ['a table', 'id,text\n1,a', 'data.csv', 0, 0],
  ['a list', '[{"a": 1}]', 'data.json', 0, 0],
])('%s is recognised or not', (_, content, name, least, most) => {
  const sure = jsonl.detect(Buffer.from(content), name);
  expect(sure).toBeGreaterThanOrEqual(least);
  expect(sure).toBeLessThanOrEqual(most);
});

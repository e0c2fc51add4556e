import { tableFromArrays, tableToIPC } from 'apache-arrow';
import { describe, expect, it } from 'vitest';
import { readPredictions } from './read-predictions';

const requestOf = (type: string, body: string | Uint8Array) =>
  new Request('http://querent/predictions', {
    ...{ method: 'POST', headers: { 'content-type': type }, body: body as BodyInit },
  });
const json = (text: string) => readPredictions(requestOf('application/json', text), {});

describe('predictions in a request', () => {
  it('are lists of lists in JSON, with what they are of', async () => {
    const body = { from: 3, classes: ['yes', 'no'], model: 'm', values: [[[1, 0]], [[0.5, 0.5]]] };
    expect(await json(JSON.stringify(body))).toEqual({
      ...{ from: 3, classes: ['yes', 'no'], model: 'm', areLogs: false, shape: [2, 1, 2], values: [1, 0, 0.5, 0.5] },
    });
  });

  it('are tables of Arrow whose columns name the classes, and arrays whose address does', async () => {
    const table = tableToIPC(tableFromArrays({ yes: Float64Array.of(0.25), no: Float64Array.of(0.75) }), 'stream');
    const arrow = requestOf('application/vnd.apache.arrow.stream', table);
    expect(await readPredictions(arrow, { from: 0, areLogs: false })).toMatchObject({
      ...{ from: 0, classes: ['yes', 'no'], shape: [1, 2], values: Float64Array.of(0.25, 0.75) },
    });
    const header = `${"{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2), }".padEnd(117)}\n`;
    const npy = Buffer.concat([
      Buffer.from(`\x93NUMPY\x01\x00${String.fromCharCode(header.length)}\x00${header}`, 'latin1'),
      new Uint8Array(Float32Array.of(0.25, 0.75).buffer),
    ]);
    for (const classes of ['yes, no', '["yes","no"]'])
      expect(await readPredictions(requestOf('application/x-npy', npy), { classes, from: 2 })).toMatchObject({
        ...{ from: 2, classes: ['yes', 'no'], shape: [1, 2] },
      });
    await expect(readPredictions(requestOf('application/x-npy', npy), { classes: '[yes' })).rejects.toThrow('is none');
  });

  it.each([
    ['NaN', '{"values": [[NaN, 1]]}', 'NaN or Infinity, which JSON has no word for'],
    ['no JSON', '{"values": [[', 'is not JSON'],
    ['U+0000 in a name', '{"values": [[1]], "model": "a\\u0000"}', 'U+0000'],
    ['lists without end', '['.repeat(400_000), 'is not JSON'],
    ['lists that are too deep', `{"values": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 'not equally deep'],
    ['a hole', '{"values": [[null, 1]]}', 'null stands in it'],
    ['a text', '{"values": [["0.5"]]}', 'stands in it'],
    ['rows of other lengths', '{"values": [[1, 0], [1]]}', 'has 1 entries where one before it has 2'],
    ['other depths', '{"values": [[1], [[1]]]}', 'not equally deep'],
    ['too deep a list', '{"values": [[[[1]]]]}', 'not equally deep'],
    ['an unknown field', '{"values": [[1]], "class": ["a"]}', 'class'],
    ['no object', '[[1]]', 'invalid_input'],
  ])('are refused for %s, in words', async (_, text, words) => {
    await expect(json(text)).rejects.toThrow(words);
  });

  it('are refused for bytes that are no UTF-8', async () => {
    const bytes = Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d);
    await expect(readPredictions(requestOf('application/json', bytes), {})).rejects.toThrow('UTF-8');
  });

  it('are refused where nobody says what they are, or they are too large', async () => {
    await expect(readPredictions(requestOf('text/plain', 'x'), {})).rejects.toThrow('Say in "content-type"');
    const large = requestOf('application/json', new Uint8Array(16_000_001));
    await expect(readPredictions(large, {})).rejects.toMatchObject({ code: 'too_large' });
  });
});

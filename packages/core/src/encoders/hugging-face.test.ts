import { readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { encoders, modelSettings } from './index.js';
import { pool } from './pool-tokens.js';
import { EMBEDDINGS, makeModel } from './test-model.js';

const huggingFace = encoders.get('hugging-face');
const texts = (...all: string[]) => all.map((text) => ({ kind: 'text' as const, text }));
const folder = await makeModel();
const cacheFolder = await makeModel();
const made = [folder, cacheFolder];
afterAll(() => Promise.all(made.map((path) => rm(path, { recursive: true }))));

async function encode(options: object, all: string[]) {
  const opened = await huggingFace.open(await huggingFace.prepare([], options));
  return Array.from((await opened.encode(texts(...all)).finally(opened.release)).data);
}
const floats = (...values: number[]) => values.map(Math.fround);

describe('a model in a folder', () => {
  const plain = { model: folder, normalize: false };

  it('known answer of hugging-face: the mean over the tokens of a text, without the padding of the batch', async () => {
    // [CLS] hello [SEP], and [CLS] Hello world unknown [SEP]
    const rows = await encode(plain, ['hello', 'Hello world stranger']);
    expect(rows).toEqual(floats(4 / 3, 1 / 3, 4 / 5, 5 / 5));
  });

  it('gives the first token if asked to, and rows of length 1', async () => {
    expect(await encode({ ...plain, pooling: 'cls' }, ['world'])).toEqual([1, 0]);
    expect(await encode({ model: folder }, ['world'])).toEqual(floats(1 / Math.sqrt(26), 5 / Math.sqrt(26)));
  });

  it('cuts long texts, puts the prefix before them, and gives zeros for none', async () => {
    expect(await encode({ ...plain, tokens: 4 }, ['hello hello hello hello'])).toEqual(floats(10 / 4, 0));
    expect(await encode({ ...plain, prefix: 'hello ' }, ['world'])).toEqual(await encode(plain, ['hello world']));
    expect(await encode(plain, [''])).toEqual([0, 0]);
  });

  it('begins a long text as the whole of it begins, and cuts no more of it into tokens than that needs', async () => {
    const long = 'hello world stranger '.repeat(50_000);
    expect(await encode({ ...plain, tokens: 8 }, [long])).toEqual(
      await encode({ ...plain, tokens: 8 }, [long.slice(0, 200)]),
    );
  });

  it('says which share of the tokens its vocabulary lacks', async () => {
    const opened = await huggingFace.open(await huggingFace.prepare([], plain));
    const unread = await opened.unread(
      texts('hello world', 'hello stranger', '東京 😍', '', `${'hello '.repeat(200)}x`),
    );
    await opened.release();
    expect(Array.from(unread)).toEqual([0, 1 / 2, 1, 1, 0]);
  });

  it('is refused where files are missing, and which', async () => {
    await expect(huggingFace.prepare([], { model: '/no/such/folder' })).rejects.toThrow(
      /lacks config\.json, tokenizer\.json, onnx\/model\.onnx/,
    );
    await expect(huggingFace.prepare([], { model: folder, precision: 'q8' })).rejects.toThrow(/model_quantized\.onnx/);
  });

  it('is refused where its graph is damaged, or made for something else', async () => {
    const damaged = await makeModel();
    const other = await makeModel(EMBEDDINGS, 'logits');
    made.push(damaged, other);
    await writeFile(join(damaged, 'onnx/model.onnx'), 'no graph');
    await expect(huggingFace.prepare([], { model: damaged })).rejects.toMatchObject({ code: 'model_unavailable' });
    await expect(huggingFace.prepare([], { model: other })).rejects.toThrow(/gives no last_hidden_state/);
  });

  it('is refused once its files have changed since the pool was encoded', async () => {
    const own = await makeModel();
    const changed = await makeModel(EMBEDDINGS.map((value) => value + 1));
    made.push(own, changed);
    const encoding = await huggingFace.prepare([], { model: own });
    await writeFile(join(own, 'onnx/model.onnx'), await readFile(join(changed, 'onnx/model.onnx')));
    await expect(huggingFace.open(encoding)).rejects.toThrow(/have changed since the pool was encoded/);
    expect((await huggingFace.prepare([], { model: own })).version).not.toBe(encoding.version);
  });
});

describe('a model of the hub', () => {
  const before = { ...modelSettings };
  let server: Server | undefined;
  afterEach(() => {
    Object.assign(modelSettings, { cacheFolder: undefined, ...before });
    server?.closeAllConnections();
    server?.close();
  });

  async function hubOf(answer: RequestListener): Promise<string> {
    server = createServer(answer);
    await new Promise<void>((listening) => server!.listen(0, '127.0.0.1', listening));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  it('is fetched from the address given, once', async () => {
    let requests = 0;
    const hub = await hubOf(async (request, response) => {
      requests++;
      const file = request.url!.replace('/own/tiny/resolve/main/', '');
      const bytes = await readFile(join(folder, file)).catch(() => null);
      response.writeHead(bytes ? 200 : 404, { 'content-length': bytes?.length ?? 0 }).end(bytes ?? '');
    });
    modelSettings.cacheFolder = cacheFolder;
    const options = { model: 'own/tiny', hub, normalize: false };
    expect(await encode(options, ['hello'])).toEqual(floats(4 / 3, 1 / 3));
    const first = requests;
    expect(await encode(options, ['hello'])).toEqual(floats(4 / 3, 1 / 3));
    expect(first).toBeGreaterThan(0);
    expect(requests).toBe(first);
    const { fitted } = await huggingFace.prepare([], options);
    expect(fitted).toEqual((await huggingFace.prepare([], { model: folder })).fitted);
  });

  it.each<[string, RequestListener]>([
    ['never answers', () => {}],
    ['stops in the middle', (_, response) => void response.writeHead(200, { 'content-length': 99 }).write('{')],
    ['does not know it', (_, response) => void response.writeHead(404).end()],
    ['wants a sign-in', (_, response) => void response.writeHead(401).end()],
  ])('is refused within bounded time where the hub %s, with what to do', async (_, answer) => {
    Object.assign(modelSettings, { answerMs: 300, stallMs: 300 });
    const hub = await hubOf(answer);
    const since = performance.now();
    await expect(huggingFace.prepare([], { model: 'own/absent', hub })).rejects.toMatchObject({
      code: 'model_unavailable',
      detail: expect.stringMatching(/cannot be had from http.*put its files into a folder/),
    });
    expect(performance.now() - since).toBeLessThan(5_000);
  });

  it.each(['../../etc', 'a/b/c', 'name', 'own/..', 'own/a--b', './folder'])(
    'is refused by the name "%s"',
    async (model) => {
      await expect(huggingFace.prepare([], { model })).rejects.toMatchObject({ code: 'invalid_options' });
    },
  );
});

it('pooling takes the first token that is there, and gives zeros where there is none', () => {
  const size = { count: 2, length: 2, width: 1 };
  const hidden = Float32Array.of(5, 7, 1, 1);
  expect(pool(hidden, Float32Array.of(0, 1, 0, 0), size, { pooling: 'cls', normalize: false })).toEqual(
    Float32Array.of(7, 0),
  );
});

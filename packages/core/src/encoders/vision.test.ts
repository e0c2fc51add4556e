import { readFile, rm, unlink, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { Picture } from './content.js';
import { encoders } from './index.js';
import { readProcessor } from './picture-processor.js';
import { makeVisionModel } from './test-model.js';
import { visionSettings } from './vision-files.js';

const vision = encoders.get('hugging-face-vision');
const made: string[] = [];
const make = async (...given: Parameters<typeof makeVisionModel>) => {
  const folder = await makeVisionModel(...given);
  made.push(folder);
  return folder;
};
afterAll(() => Promise.all(made.map((folder) => rm(folder, { recursive: true }))));

/** 4 × 4: left red of 200, right blue of 100. */
const halves: Picture = {
  ...{ kind: 'image', width: 4, height: 4, channels: 3 },
  pixels: Uint8Array.from(Array.from({ length: 16 }, (_, at) => (at % 4 < 2 ? [200, 0, 0] : [0, 0, 100])).flat()),
};

async function encode(options: object, pictures: Picture[] = [halves]) {
  const opened = await vision.open(await vision.prepare([], options));
  return Array.from((await opened.encode(pictures).finally(opened.release)).data);
}
const SIZE = { height: 4, width: 4 };
/** Of 0 … 255, as the configuration below has them. */
const scaled = (value: number, c = 0) => (value / 255 - [0.5, 0.4, 0.3][c]!) / [0.5, 0.2, 0.1][c]!;
const NORMAL = { size: SIZE, image_mean: [0.5, 0.4, 0.3], image_std: [0.5, 0.2, 0.1] };

describe('a vision model in a folder', () => {
  it('known answer of hugging-face-vision: what the model pools, of colours on the scale of its configuration', async () => {
    const rows = await encode({ model: await make(NORMAL) }, [halves, { ...halves, pixels: new Uint8Array(48) }]);
    const expected = [(scaled(200) + scaled(0)) / 2, scaled(0, 1), (scaled(0, 2) + scaled(100, 2)) / 2];
    [...expected, scaled(0), scaled(0, 1), scaled(0, 2)].forEach((value, at) => {
      expect(rows[at]).toBeCloseTo(value, 4);
    });
  });

  it('gives the mean of what it sees, or the first token', async () => {
    const raw = { size: SIZE, do_normalize: false, do_rescale: false };
    const both = await make(raw);
    expect(await encode({ model: both, pooling: 'mean' })).toEqual([100, 0, 50]);
    expect(await encode({ model: both, pooling: 'first' })).toEqual([200, 0, 0]);
    for (const outputs of ['last_hidden_state', 'places'] as const)
      expect(await encode({ model: await make(raw, [outputs]) })).toEqual([100, 0, 50]);
    const turned = await make({ ...raw, do_flip_channel_order: true });
    expect(await encode({ model: turned })).toEqual([50, 0, 100]);
  });

  it('is refused in words where something is missing, or made for something else', async () => {
    const refusal = (model: string) => expect(vision.prepare([], { model })).rejects;
    await refusal('/no/such/folder').toThrow(/There is no folder \/no\/such\/folder on the server/);
    const bare = await make();
    await unlink(join(bare, 'onnx/model.onnx'));
    await refusal(bare).toThrow(/lacks onnx\/model\.onnx\. Put the files/);
    await unlink(join(bare, 'preprocessor_config.json'));
    await refusal(bare).toThrow(/lacks onnx\/model\.onnx and preprocessor_config\.json/);
    await refusal(await make({}, ['logits'])).toThrow(/gives logits, and no pooler_output or last_hidden_state/);
    await refusal(await make({}, ['pooler_output'], 'input_ids')).toThrow(/wants input_ids where "pixel_values"/);
    await refusal(await make({ size: { longest_edge: 9 } })).toThrow(/understood here \(size\)/);
    const damaged = await make();
    await writeFile(join(damaged, 'onnx/model.onnx'), 'no graph');
    await refusal(damaged).toMatchObject({ code: 'model_unavailable' });
    await writeFile(join(damaged, 'preprocessor_config.json'), '{');
    await refusal(damaged).toThrow(/is no JSON/);
  });

  it('is refused once its files have changed since the pool was encoded', async () => {
    const folder = await make();
    const encoding = await vision.prepare([], { model: folder });
    await writeFile(join(folder, 'preprocessor_config.json'), JSON.stringify({ size: 4 }));
    await expect(vision.open(encoding)).rejects.toThrow(/have changed since the pool was encoded/);
    expect((await vision.prepare([], { model: folder })).version).not.toBe(encoding.version);
  });
});

describe('the size that a model wants', () => {
  it.each<[string, object, [number, number]]>([
    ['ViT', { size: { height: 224, width: 224 } }, [224, 224]],
    ['an earlier ViT', { size: 224 }, [224, 224]],
    [
      'CLIP',
      { size: { shortest_edge: 224 }, crop_size: { height: 224, width: 224 }, do_center_crop: true },
      [224, 224],
    ],
    ['DINOv2', { size: { shortest_edge: 256 }, crop_size: { height: 224, width: 224 } }, [224, 224]],
    ['ConvNeXT', { size: { shortest_edge: 224 }, crop_pct: 0.875 }, [224, 224]],
    ['a wide one', { size: { height: 32, width: 64 } }, [32, 64]],
  ])('of %s is read from its configuration', (_, config, size) => {
    const { height, width } = readProcessor('preprocessor_config.json', JSON.stringify(config));
    expect([height, width]).toEqual(size);
  });

  it('is cut from the middle, or stretched, as it says', async () => {
    const raw = { do_normalize: false, do_rescale: false };
    // 8 × 4: white beside the middle
    const pixels = new Uint8Array(8 * 4 * 3).map((_, at) =>
      Math.floor(at / 3) % 8 < 2 || Math.floor(at / 3) % 8 > 5 ? 255 : 0,
    );
    const wide: Picture = { kind: 'image', width: 8, height: 4, channels: 3, pixels };
    const cut = await make({ ...raw, size: { shortest_edge: 4 }, resample: 0 });
    expect(await encode({ model: cut }, [wide])).toEqual([0, 0, 0]);
    const stretched = await make({ ...raw, size: SIZE });
    for (const value of await encode({ model: stretched }, [wide])) expect(Math.abs(value - 127.5)).toBeLessThan(20);
  });
});

describe('a vision model of the hub', () => {
  const before = { ...visionSettings };
  let server: Server | undefined;
  afterEach(() => {
    Object.assign(visionSettings, before);
    server?.closeAllConnections();
    server?.close();
  });
  async function hubOf(answer: RequestListener): Promise<void> {
    server = createServer(answer);
    await new Promise<void>((listening) => server!.listen(0, '127.0.0.1', listening));
    visionSettings.hub = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    visionSettings.folder = await make();
  }

  it('is fetched once, and asked for its ONNX export and its configuration only', async () => {
    const folder = await make(NORMAL);
    const asked: string[] = [];
    await hubOf(async (request, response) => {
      const file = request.url!.replace('/own/tiny/resolve/main/', '');
      asked.push(file);
      const bytes = await readFile(join(folder, file)).catch(() => null);
      response.writeHead(bytes ? 200 : 404, { 'content-length': bytes?.length ?? 0 }).end(bytes ?? '');
    });
    expect(await encode({ model: 'own/tiny' })).toEqual(await encode({ model: folder }));
    expect(asked).toEqual(['preprocessor_config.json', 'onnx/vision_model.onnx', 'onnx/model.onnx']);
    const { fitted } = await vision.prepare([], { model: 'own/tiny' });
    expect(fitted).toEqual((await vision.prepare([], { model: folder })).fitted);
    expect(asked).toHaveLength(3);
  });

  it.each<[string, RequestListener]>([
    ['never answers', () => {}],
    ['stops in the middle', (_, response) => void response.writeHead(200, { 'content-length': 99 }).write('{')],
    ['does not know it', (_, response) => void response.writeHead(404).end()],
    ['wants a sign-in', (_, response) => void response.writeHead(401).end()],
    ['has too much', (_, response) => void response.writeHead(200, { 'content-length': 2 ** 33 }).write('{')],
  ])('is refused within bounded time where the hub %s, with what to do', async (_, answer) => {
    await hubOf(answer);
    Object.assign(visionSettings, { answerMs: 300, stallMs: 300 });
    await expect(vision.prepare([], { model: 'own/absent' })).rejects.toMatchObject({
      code: 'model_unavailable',
      detail: expect.stringMatching(/cannot be had from 127\.0\.0\.1.*put its files into a folder/),
    });
  });

  it.each(['../../etc', 'a/b/c', 'name', 'own/..', './folder'])('is refused by the name "%s"', async (model) => {
    await expect(vision.prepare([], { model })).rejects.toMatchObject({ code: 'invalid_options' });
  });
});

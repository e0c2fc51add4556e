import { describe, expect, it } from 'vitest';
import { acquisitions } from '../acquisitions/index.js';
import type { Picture, RecordContent } from '../encoders/content.js';
import { encoders, openEncoding } from '../encoders/registry.js';
import { likelihoods } from '../likelihoods/index.js';
import { buildNetwork } from '../networks/presets.js';
import { parseOptions } from '../options.js';
import { posteriors } from '../posteriors/registry.js';
import { selections } from '../selections/index.js';
import { checkSuitable } from '../suitable.js';
import { defaultsFor, proposeEncoder } from './index.js';

const texts = (...own: string[]): RecordContent[] => own.map((text) => ({ kind: 'text', text }));

const picture = (width: number, height: number, pixel: number[]): Picture => ({
  kind: 'image',
  width,
  height,
  channels: pixel.length,
  pixels: Uint8Array.from({ length: width * height * pixel.length }, (_, at) => pixel[at % pixel.length]!),
});

const ENGLISH = [
  'The court said on Monday that it would hear the case of the two men.',
  'I just don’t know what you were thinking when you did that',
  'Shares of the chip maker fell after the company cut its forecast for the year.',
  'How far is it from Denver to Aspen?',
];

describe('texts', () => {
  it('of English are for the sentence encoder, and the reason says how many there are', () => {
    const { encoder, network, reason } = proposeEncoder(texts(...ENGLISH));
    expect([encoder.id, network.id]).toEqual(['sentence', 'mlp']);
    expect(reason).toBe(
      '4 of 4 texts look English, which the sentence encoder was made for; it reads nearly all of their letters and emoji.',
    );
  });

  it.each([
    ['German', 'Der Mann, der in dem Haus am Fluss wohnt, will nicht so oft in die Stadt, und das ist mir auch egal.'],
    [
      'Dutch',
      'Het is niet zo dat we in de stad wonen, maar of hij nu komt is niet bekend, want zij had het over mijn boek.',
    ],
    ['French', 'Il n’est pas question de partir avant la fin de la réunion, mais on peut en parler si vous voulez.'],
    ['Spanish', 'Los niños que viven en la casa no tienen nada más que decir, y ella me ha dicho que no.'],
    ['Italian', 'Non è più possibile che il presidente possa dire di no a una proposta come questa.'],
    ['Portuguese', 'As pessoas que não gostam do filme dizem que ele é muito longo e que a história não faz sentido.'],
    ['Polish', 'To jest dom, w którym mieszka moja siostra, ale nie wiem, czy ona tam jest.'],
    ['Danish', 'Det er ikke noget at sige, men han har været her i byen siden i går, og det er sent.'],
    ['Finnish', 'En tiedä, onko hän kotona, mutta voimme kysyä häneltä huomenna.'],
    ['Turkish', 'Bu evde kimin yaşadığını bilmiyorum ama yarın sorabiliriz.'],
    ['Indonesian', 'Saya tidak tahu siapa yang tinggal di rumah itu, tetapi kita bisa bertanya besok.'],
    ['Russian', 'Я не знаю, кто живёт в этом доме.'],
    ['Arabic', 'لا أعرف من يسكن في هذا البيت'],
    ['Japanese', '今日は東京に行きます。'],
    ['Chinese, in two signs', '今日'],
    ['emoji', '😍 😡'],
  ])('of %s are for n-grams', (_, text) => {
    const { encoder, reason } = proposeEncoder(texts(text));
    expect(encoder.id).toBe('hashed-ngrams');
    expect(reason).toContain('0 of 1 text looks English');
  });

  it('of which a fifth is English at most are for n-grams, and the share that stays unread is said', () => {
    const { encoder, reason } = proposeEncoder(texts(ENGLISH[3]!, ...Array(4).fill('今日は東京に行きます')));
    expect(encoder.id).toBe('hashed-ngrams');
    expect(reason).toBe(
      '1 of 5 texts looks English, and the sentence encoder cannot read 80 % of their letters and emoji. Hashed n-grams read any language.',
    );
  });

  it('of an English vocabulary and others: the share that is said is what the encoder itself does not read', async () => {
    const opened = await openEncoding(await encoders.get('sentence').prepare([]));
    for (const pool of [texts(...ENGLISH), texts('今日は東京に行きます', ENGLISH[0]!), texts('😍 😡', 'great 😍')]) {
      const unread = await opened.unread(pool);
      const share = unread.reduce((sum, own) => sum + own, 0) / unread.length;
      expect(proposeEncoder(pool).reason).toContain(share === 0 ? 'reads nearly all' : `${Math.round(100 * share)} %`);
    }
    await opened.release();
  });

  it('that are too short to tell are for n-grams', () => {
    expect(proposeEncoder(texts('Sony Bravia 40', '')).encoder.id).toBe('hashed-ngrams');
    expect(proposeEncoder(texts('', '')).reason).toMatch(/too short/);
  });
});

describe('pictures', () => {
  it.each([
    ['grey', picture(28, 28, [7]), 'grey', 'gal-cnn'],
    ['grey in three channels', picture(28, 28, [7, 7, 7]), 'grey', 'gal-cnn'],
    ['grey under alpha', picture(28, 28, [7, 7, 7, 100]), 'grey', 'gal-cnn'],
    ['coloured', picture(32, 32, [7, 8, 7]), 'colour', 'gal-cnn'],
    ['just large enough', picture(8, 8, [7]), 'grey', 'gal-cnn'],
    ['too small for convolutions', picture(7, 30, [7]), 'grey', 'mlp'],
    ['at the bound', picture(64, 20, [7]), 'grey', 'gal-cnn'],
  ])('%s: pixels and a network that they survive', async (_, content, colours, id) => {
    for (const { id: likelihood } of likelihoods.list()) {
      const { encoder, network } = proposeEncoder([content], likelihood);
      expect(encoder).toEqual({ id: 'pixels', options: { colours } });
      expect(network.id).toBe(id);
      const { fitted } = await encoders.get(encoder.id).prepare([content], encoder.options);
      expect(fitted.shape).toEqual([content.height, content.width, colours === 'grey' ? 1 : 3]);
      buildNetwork(network, { inputShape: fitted.shape, outputs: 2, scale: 'bytes' });
    }
  });

  it('are in colour where any of them is', () => {
    const mixed = [picture(9, 9, [7]), picture(9, 9, [1, 2, 3])];
    expect(proposeEncoder(mixed).encoder.options).toEqual({ colours: 'colour' });
  });

  it('of several sizes are brought to one square', () => {
    const { encoder, reason } = proposeEncoder([picture(9, 12, [7]), picture(30, 10, [7])]);
    expect(encoder).toEqual({ id: 'pixels', options: { colours: 'grey', side: 30 } });
    expect(reason).toBe(
      'Pictures of several sizes, from 9 to 30 pixels a side in shades of grey are brought to 30 × 30 and learned from pixel by pixel.',
    );
    expect(proposeEncoder([picture(2, 3, [7]), picture(3, 2, [7])]).encoder.options).toMatchObject({ side: 8 });
  });

  describe('of more than 64 pixels a side', () => {
    const photos = [picture(65, 20, [7, 8, 9]), picture(300, 200, [7, 8, 9])];
    it('are seen by a network that has learned from photos', () => {
      const { encoder, network, reason } = proposeEncoder(photos, 'categorical', { hasPhotos: true });
      expect([encoder, network.id]).toEqual([{ id: 'photo', options: {} }, 'mlp']);
      expect(reason).toMatch(
        /^Pictures of several sizes, from 20 to 300 pixels a side in colour are seen by a network/,
      );
    });

    it('are brought to 64 pixels where that network is missing, and how to get it is said', async () => {
      const { encoder, network, reason } = proposeEncoder(photos);
      expect([encoder, network.id]).toEqual([{ id: 'pixels', options: { colours: 'colour', side: 64 } }, 'gal-cnn']);
      expect(reason).toMatch(/start Querent again where Python with pip can reach a package index/);
      const { fitted } = await encoders.get('pixels').prepare(photos, encoder.options);
      buildNetwork(network, { inputShape: fitted.shape, outputs: 2, scale: 'bytes' });
    });
  });
});

it('rows and vectors have the encoder of their kind', () => {
  expect(proposeEncoder([{ kind: 'row', values: { a: 1 } }], 'gaussian')).toMatchObject({
    encoder: { id: 'tables' },
    network: { id: 'mlp', options: { dropout: 0.1 } },
  });
  expect(proposeEncoder([{ kind: 'vector', values: [1] }])).toMatchObject({ encoder: { id: 'vectors' } });
});

it('nothing, and records of several kinds, are refused in words', () => {
  expect(() => proposeEncoder([])).toThrow(/no record/);
  expect(() => proposeEncoder([...texts('a'), { kind: 'vector', values: [1] }])).toThrow(/a text and a vector/);
});

describe.each(likelihoods.list())('the defaults of $id', ({ id }) => {
  it.each(['image', 'text', 'row', 'vector'] as const)('suit it, for records of kind %s', (kind) => {
    const { network, posterior, acquisition, selection } = defaultsFor(id, kind);
    for (const [registry, choice] of [
      [posteriors, posterior],
      [acquisitions, acquisition],
      [selections, selection],
    ] as const) {
      const method = registry.get(choice.id);
      checkSuitable(method, id);
      parseOptions(method, choice.options);
    }
    buildNetwork(network, { inputShape: kind === 'image' ? [28, 28, 1] : [8], outputs: 2, scale: 'columns' });
  });
});

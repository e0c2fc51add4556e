import * as ort from 'onnxruntime-node';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Encoding, encoders, hasPhotoModel, type Picture } from '../encoders/index.js';
import type { GaussianSummary, LikelihoodId, Summary } from '../likelihoods/index.js';
import { drawNetworks, type LoopConfig } from '../loop/index.js';
import type { Model } from '../networks/index.js';
import { onnx } from '../networks/onnx.js';
import { posteriors } from '../posteriors/index.js';
import { TEST_LIKELIHOODS, TEST_NETWORKS, type TestNetwork, testProblem } from '../posteriors/test-problems.js';
import { compile, summarizeAll } from '../scoring/index.js';
import { entropy, xlogy } from '../tensors/entropy.js';
import { type Features, gatherRows, sizeOf, startBackend } from '../tensors/index.js';
import { type Exported, type ExportForm, exportModel } from './index.js';

const CLASSES = ['a', 'b “ü”', 'c\n<script>'];
const [DRAWS, SEED] = [6, 11];
const FORMS: ExportForm[] = ['features', 'records'];

const configOf = (likelihood: LikelihoodId, posterior: string, options: object = {}): LoopConfig => ({
  likelihood: { id: likelihood, options: {} },
  network: { id: 'mlp', options: {} },
  posterior: { id: posterior, options },
  acquisition: { id: 'uniform', options: {} },
  selection: { id: 'top-k', options: {} },
  ...{ draws: DRAWS, labelsPerRound: 1 },
});

/** What a row of the answers should be, computed from the summary by which the product itself goes. */
function expectedOf(summary: Summary): Record<string, unknown[]> {
  const { classes, count } = summary;
  if (summary.kind === 'gaussian') {
    const { meanNT, epistemicNT, aleatoricNT } = summary satisfies GaussianSummary;
    return {
      mean: [...meanNT],
      epistemic: Array.from(epistemicNT, Math.sqrt),
      aleatoric: Array.from(aleatoricNT, Math.sqrt),
      total: Array.from(epistemicNT, (value, at) => Math.sqrt(value + aleatoricNT[at]!)),
    };
  }
  const { meanProbsNC } = summary;
  const parts = (total: number[], aleatoric: number[]) => ({
    ...{ total, aleatoric, probabilities: [...meanProbsNC], classes: CLASSES },
    epistemic: total.map((value, at) => Math.max(0, value - aleatoric[at]!)),
  });
  if (summary.kind === 'bernoulli')
    return {
      ...parts(
        Array.from(meanProbsNC, (p) => -xlogy(p, p) - xlogy(1 - p, 1 - p)),
        [...summary.expectedEntropyNC],
      ),
      prediction: Array.from(meanProbsNC, (p) => Number(p >= 0.5)),
    };
  const rows = Array.from({ length: count }, (_, n) => meanProbsNC.subarray(n * classes, (n + 1) * classes));
  return {
    ...parts(
      rows.map((row) => entropy(row)),
      [...summary.expectedEntropyN],
    ),
    prediction: rows.map((row) => CLASSES[row.indexOf(Math.max(...row))]),
  };
}

/** Runs a file as somebody does who has nothing but it. */
async function run(bytes: Uint8Array, name: string, { dtype, data, count, shape }: Features) {
  const session = await ort.InferenceSession.create(bytes, { logSeverityLevel: 3 });
  const answers = await session.run({ [name]: new ort.Tensor(dtype, data as never, [count, ...shape]) });
  await session.release();
  return answers;
}

async function expectAnswers(bytes: Uint8Array, name: string, given: Features, expected: Record<string, unknown[]>) {
  const answers = await run(bytes, name, given);
  expect(Object.keys(answers).sort()).toEqual(Object.keys(expected).sort());
  for (const [output, wanted] of Object.entries(expected)) {
    const got = Array.from(answers[output]!.data as ArrayLike<unknown>);
    expect(got, output).toHaveLength(wanted.length);
    got.forEach((value, at) => {
      const want = wanted[at];
      if (typeof want !== 'number') expect(value).toBe(want);
      else expect(Math.abs(Number(value) - want) / Math.max(1, Math.abs(want)), output).toBeLessThan(1e-5);
    });
  }
}

/** How a test network's records become its features. */
const encodingOf = ({ dtype, shape }: TestNetwork): Encoding =>
  encoders.get(dtype === 'uint8' ? 'pixels' : 'vectors').encodingOf({ shape });

/** Of answers about so many records those about one. */
const answersAbout = (expected: Record<string, unknown[]>, of: number, at: number) =>
  Object.fromEntries(
    Object.entries(expected).map(([name, values]) => {
      if (name === 'classes') return [name, values];
      const width = values.length / of;
      return [name, values.slice(at * width, (at + 1) * width)];
    }),
  );

describe('an exported model', () => {
  beforeAll(async () => {
    await startBackend();
  });

  describe.each(['map', 'mc-dropout', 'deep-ensemble', 'laplace'])('of %s', (id) => {
    const posterior = posteriors.get(id);
    const chosen = { epochs: 20, ...(id === 'deep-ensemble' ? { members: 3 } : {}) };
    describe.each(TEST_NETWORKS)('with $name', (net) => {
      it.each(TEST_LIKELIHOODS)(
        'and $name answers as the product does, one record or many, in both forms',
        async (kind) => {
          const problem = testProblem(net, kind);
          const state = await posterior.fit(problem, { options: posterior.options.parse(chosen), seed: 3 });
          // What sets its certainty right goes along.
          const model: Model = { network: problem.network, state, temperature: 1.7 };
          const config = configOf(kind.likelihood.id, id, chosen);
          const drawing = { config, seed: SEED };
          const predictor = await compile(
            model.network,
            problem.likelihood,
            drawNetworks(model, drawing),
            problem.features.dtype,
            { temperature: 1.7 },
          );
          const expected = expectedOf(await summarizeAll(predictor, problem.features));
          await predictor.release();
          for (const form of FORMS) {
            const classes = kind.likelihood.id === 'gaussian' ? [] : CLASSES;
            const encoding = encodingOf(net);
            const made: Exported = { ...drawing, form, encoding, dtype: net.dtype, classes, about: { model: 'r1' } };
            const { bytes, input } = await exportModel(model, made);
            expect(input).toMatchObject({ dtype: net.dtype, shape: net.shape });
            await expectAnswers(bytes, input.name, problem.features, expected);
            const one = gatherRows(problem.features, [5]);
            await expectAnswers(bytes, input.name, one, answersAbout(expected, problem.features.count, 5));
          }
        },
      );
    });
  });

  const net = TEST_NETWORKS[1];
  const single = async (classes: string[], form: ExportForm = 'records', encoding = encodingOf(net)) => {
    const problem = testProblem(net, TEST_LIKELIHOODS[0]);
    const posterior = posteriors.get('map');
    const state = await posterior.fit(problem, { options: posterior.options.parse({ epochs: 1 }), seed: 3 });
    const config = configOf('categorical', 'map');
    const made = {
      config,
      seed: 1,
      form,
      encoding,
      dtype: net.dtype,
      classes,
      about: { model: 'r1-abc', unit: 'nats' },
    };
    return exportModel({ network: problem.network, state }, made);
  };

  it('says in its metadata what it is, what it takes and what it gives', async () => {
    const { bytes, input } = await single(CLASSES);
    const { metadataProps, docString, opsetImport } = onnx.ModelProto.decode(bytes);
    expect(metadataProps!.map(({ key }) => key)).toEqual(['querent']);
    const said = JSON.parse(metadataProps![0]!.value!);
    expect(said).toMatchObject({
      ...{ model: 'r1-abc', unit: 'nats', classes: CLASSES, likelihood: 'categorical', form: 'records', input },
      encoder: { id: 'vectors', version: expect.stringMatching(/^vectors-/) },
    });
    expect(said.outputs.map(({ name }: { name: string }) => name)).toContain('epistemic');
    expect(docString).toMatch(/^Takes `vectors`: float32 \[N, 12\]/);
    expect(Number(opsetImport![0]!.version)).toBe(13);
  });

  it('is refused where names are missing, and where its encoder is a program', async () => {
    await expect(single(['a', 'b'])).rejects.toMatchObject({ code: 'shape_mismatch' });
    const text = await encoders.get('hashed-ngrams').prepare([{ kind: 'text', text: 'a' }]);
    await expect(single(CLASSES, 'records', text)).rejects.toMatchObject({
      code: 'invalid_options',
      detail: expect.stringMatching(/is a program and no network/),
    });
    const { input } = await single(CLASSES, 'features', text);
    expect(input).toMatchObject({ name: 'features', before: expect.stringContaining(text.version) });
  });

  it('of one value gives a number a record', async () => {
    const shape = [2];
    const features: Features = { dtype: 'float32', shape, count: 3, data: Float32Array.of(1, 2, 3, 4, 5, 6) };
    const network = {
      inputShape: shape,
      layers: [
        { type: 'dense' as const, units: 1 },
        { type: 'gaussian-head' as const, noise: 0.5 },
      ],
    };
    const posterior = posteriors.get('map');
    const likelihood = TEST_LIKELIHOODS[2].likelihood;
    const problem = { network, likelihood, features, labels: Float32Array.of(10, 20, 30) };
    const state = await posterior.fit(problem, { options: posterior.options.parse({ epochs: 5 }), seed: 1 });
    const config = configOf('gaussian', 'map');
    const made = { config, seed: 1, form: 'records' as const, encoding: encoders.get('vectors').encodingOf({ shape }) };
    const { bytes, input } = await exportModel(
      { network, state },
      { ...made, dtype: 'float32', classes: [], about: {} },
    );
    const { mean, aleatoric, epistemic } = await run(bytes, input.name, features);
    expect([mean!.dims, epistemic!.dims]).toEqual([[3], [3]]);
    for (const noise of aleatoric!.data as Float32Array) expect(noise).toBeCloseTo(0.5, 5);
  });

  it.runIf(hasPhotoModel())('of photos takes the pixels that its network sees, as the encoder does', async () => {
    const [side, count] = [224, 3];
    const pixels = Uint8Array.from(
      { length: count * side * side * 3 },
      (_, at) => (at * 31 + ((at >> 9) % 7) * 40) % 256,
    );
    const size = sizeOf([side, side, 3]);
    const photo = encoders.get('photo');
    const encoding = photo.encodingOf({ shape: [1_280] });
    const graph = await photo.graph!(encoding);
    const rows = await ort.InferenceSession.create(graph.bytes!, { logSeverityLevel: 3 });
    const { rows: seen } = await rows.run({ pixels: new ort.Tensor('uint8', pixels, [count, side, side, 3]) });
    await rows.release();
    // A picture of 256 pixels with a margin of 16 is seen as its middle is, without any resizing.
    const margin = (n: number): Picture => {
      const framed = new Uint8Array(256 * 256 * 3);
      for (let y = 0; y < side; y++)
        framed.set(pixels.subarray(n * size + y * side * 3, n * size + (y + 1) * side * 3), ((y + 16) * 256 + 16) * 3);
      return { kind: 'image', width: 256, height: 256, channels: 3, pixels: framed };
    };
    const opened = await photo.open(encoding);
    const features = await opened.encode([0, 1, 2].map(margin)).finally(opened.release);
    Array.from(seen!.data as Float32Array, (value, at) => expect(value).toBeCloseTo(features.data[at]!, 4));

    const wide = { ...net, shape: [1_280] } satisfies TestNetwork;
    const problem = testProblem(wide, TEST_LIKELIHOODS[0]);
    const posterior = posteriors.get('mc-dropout');
    const state = await posterior.fit(problem, { options: posterior.options.parse({ epochs: 2 }), seed: 3 });
    const config = configOf('categorical', 'mc-dropout');
    const model = { network: problem.network, state };
    const drawing = { config, seed: SEED };
    const predictor = await compile(model.network, problem.likelihood, drawNetworks(model, drawing), 'float32');
    const expected = expectedOf(await summarizeAll(predictor, features));
    await predictor.release();
    const made: Exported = { ...drawing, form: 'records', encoding, dtype: 'float32', classes: CLASSES, about: {} };
    const { bytes, input } = await exportModel(model, made);
    expect(input).toMatchObject({ name: 'images', dtype: 'uint8', shape: [224, 224, 3] });
    await expectAnswers(bytes, 'images', { dtype: 'uint8', shape: input.shape, count, data: pixels }, expected);
  });
});

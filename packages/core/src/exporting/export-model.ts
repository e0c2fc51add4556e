import { type Encoding, encoders, type RecordGraph } from '../encoders/index.js';
import { CoreError } from '../errors.js';
import { type Answer, likelihoods } from '../likelihoods/index.js';
import { type Drawing, drawNetworks } from '../loop/draw.js';
import { GraphBuilder, type GraphOutputs } from '../networks/graph-builder.js';
import type { Model } from '../networks/model.js';
import { emitDraws } from '../scoring/compile.js';

/** What an exported model takes: rows of features, as its encoder gives them, or records as they lie in memory. */
export type ExportForm = 'features' | 'records';

/** What a file is made of, beside the model itself. */
export interface Exported extends Drawing {
  form: ExportForm;
  /** That the model's features were made with. */
  encoding: Encoding;
  /** Of the features. */
  dtype: 'uint8' | 'float32';
  /** Names of the classes or labels, in the order of the outputs; of values none. */
  classes: string[];
  /** What else the file is to say of itself: plain JSON. */
  about: Record<string, unknown>;
}

/** What a model takes, as whoever runs it reads of it. */
export interface ModelInput {
  name: string;
  dtype: 'uint8' | 'float32';
  /** Of one record; records come as [N, …shape]. */
  shape: number[];
  /** What has to be done first, in sentences. */
  before: string;
}

/**
 * A trained model as one ONNX file for whoever has no Querent: the draws of its round, what they say of each record as
 * `answers` of the likelihood has it, and the names of the classes. In the form `records` the encoder stands in front.
 *
 * What the file says of itself is JSON under the key `querent` of its metadata.
 *
 * @returns bytes of an ONNX file of opset 13 with one input [N, …] and the `answers` of the likelihood, and that input
 * @throws invalid_options where the encoder is a program and records cannot go in; model_unavailable, too_large; shape_mismatch
 * where there are more or fewer names than outputs
 */
export async function exportModel(model: Model, made: Exported): Promise<{ bytes: Uint8Array; input: ModelInput }> {
  const { form, encoding, dtype, classes, about, config } = made;
  const { network, temperature = 1 } = model;
  const likelihood = likelihoods.get(config.likelihood.id);
  const draws = drawNetworks(model, made);
  const graph = new GraphBuilder(draws.samples);
  const records = form === 'records' ? await recordGraphOf(encoding) : null;
  const input: ModelInput = records
    ? { ...records.input, before: records.before }
    : { name: 'features', dtype, shape: network.inputShape, before: rowsOf(encoding) };
  const rows = records?.bytes ? graph.include(records.bytes, input.name) : input.name;
  if (likelihood.id !== 'gaussian') graph.node('Identity', [graph.strings(classes)], {}, 'classes');
  const { meta } = emitDraws(graph, { network, likelihood, draws, dtype }, rows, { temperature });
  if (likelihood.id !== 'gaussian' && meta.classes !== classes.length)
    throw new CoreError('shape_mismatch', `The model gives ${meta.classes} classes, and ${classes.length} have names.`);
  likelihood.answer(graph, meta.classes);
  const said = {
    ...about,
    ...{ likelihood: likelihood.id, classes, draws: draws.samples, form, input, outputs: likelihood.answers },
    encoder: {
      id: encoding.encoder,
      title: encoders.get(encoding.encoder).title,
      version: encoding.version,
      options: encoding.options,
    },
  };
  const dims = [{ name: input.name, dtype: input.dtype, dims: ['N', ...input.shape] }];
  const outputs = outputsOf(likelihood.answers, meta.classes);
  return { bytes: graph.build(dims, outputs, said, inWords(input, likelihood.answers)), input };
}

/** @throws invalid_options, state_corrupt, model_unavailable */
async function recordGraphOf(encoding: Encoding): Promise<RecordGraph> {
  const { graph, title } = encoders.get(encoding.encoder);
  if (graph) return graph(encoding);
  throw new CoreError(
    'invalid_options',
    `The encoder "${title}" is a program and no network, so that it does not go into an ONNX file. Take the model that takes features.`,
  );
}

const rowsOf = ({ encoder, version }: Encoding) =>
  `Rows that the encoder "${encoders.get(encoder).title}" gives of records, of its version ${version}.`;

/** Of one value there is a number a record, without a second axis. */
function outputsOf(answers: readonly Answer[], classes: number): GraphOutputs {
  const hasRows = classes > 1 || answers.some(({ of }) => of === 'classes');
  const dimsOf = (of: Answer['of']) =>
    of === 'classes' ? [classes] : of === 'each' && hasRows ? ['N', classes] : ['N'];
  return Object.fromEntries(answers.map(({ name, dtype, of }) => [name, { dtype, dims: dimsOf(of) }]));
}

const inWords = ({ name, dtype, shape, before }: ModelInput, answers: readonly Answer[]) =>
  [
    `Takes \`${name}\`: ${dtype} [N, ${shape.join(', ')}]. ${before}`.trim(),
    ...answers.map((answer) => `Gives \`${answer.name}\`: ${answer.description}`),
  ].join('\n');

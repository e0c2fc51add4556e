import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GraphBuilder } from '../networks/graph-builder.js';
import { onnx } from '../networks/onnx.js';

const { FLOAT, INT64 } = onnx.TensorProto.DataType;
const VOCABULARY = { '[PAD]': 0, '[UNK]': 1, '[CLS]': 2, '[SEP]': 3, hello: 4, world: 5 };
/** The "hidden state" of each token, [6, 2]. That of the padding would be seen if it counted. */
export const EMBEDDINGS = [9, 9, 0, 0, 1, 0, 0, 1, 3, 0, 0, 4];

/** A model folder as the hub has them: a tokeniser of two words, and a graph that looks up two numbers a token. */
export async function makeModel(embeddings = EMBEDDINGS, output = 'last_hidden_state'): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'querent-model-'));
  await mkdir(join(folder, 'onnx'));
  const json = (name: string, value: unknown) => writeFile(join(folder, name), JSON.stringify(value));
  await json('config.json', { model_type: 'bert', architectures: ['BertModel'], hidden_size: 2 });
  await json('tokenizer_config.json', {
    tokenizer_class: 'PreTrainedTokenizerFast',
    pad_token: '[PAD]',
    unk_token: '[UNK]',
    cls_token: '[CLS]',
    sep_token: '[SEP]',
    model_max_length: 16,
  });
  const special = (id: string) => ({ SpecialToken: { id, type_id: 0 } });
  await json('tokenizer.json', {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: ['[PAD]', '[UNK]', '[CLS]', '[SEP]'].map((content, id) => ({
      id,
      content,
      special: true,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
    })),
    normalizer: { type: 'Lowercase' },
    pre_tokenizer: { type: 'Whitespace' },
    post_processor: {
      type: 'TemplateProcessing',
      single: [special('[CLS]'), { Sequence: { id: 'A', type_id: 0 } }, special('[SEP]')],
      pair: [special('[CLS]'), { Sequence: { id: 'A', type_id: 0 } }, special('[SEP]')],
      special_tokens: {
        '[CLS]': { id: '[CLS]', ids: [2], tokens: ['[CLS]'] },
        '[SEP]': { id: '[SEP]', ids: [3], tokens: ['[SEP]'] },
      },
    },
    decoder: null,
    model: { type: 'WordLevel', vocab: VOCABULARY, unk_token: '[UNK]' },
  });
  await writeFile(join(folder, 'onnx/model.onnx'), lookUp(embeddings, output));
  return folder;
}

function lookUp(embeddings: number[], output: string): Uint8Array {
  const value = (name: string, elemType: number, dims: (string | number)[]) => ({
    name,
    type: {
      tensorType: {
        elemType,
        shape: { dim: dims.map((d) => (typeof d === 'string' ? { dimParam: d } : { dimValue: d })) },
      },
    },
  });
  const data = Float32Array.from(embeddings);
  return onnx.ModelProto.encode({
    irVersion: 7,
    opsetImport: [{ domain: '', version: 13 }],
    graph: {
      name: 'look-up',
      node: [{ opType: 'Gather', name: 'look-up', input: ['table', 'input_ids'], output: [output] }],
      initializer: [{ name: 'table', dims: [6, 2], dataType: FLOAT, rawData: new Uint8Array(data.buffer) }],
      input: [value('input_ids', INT64, ['N', 'T']), value('attention_mask', INT64, ['N', 'T'])],
      output: [value(output, FLOAT, ['N', 'T', 2])],
    },
  }).finish();
}

/**
 * A vision model folder as the hub has them, of pictures of 4 × 4: it sees the colours of each pixel, and pools their means.
 *
 * @param outputs those that it gives; a square of places is its hidden state as convolutions have it
 */
export async function makeVisionModel(
  config: object = { size: { height: 4, width: 4 } },
  outputs: ('pooler_output' | 'last_hidden_state' | 'places' | 'logits')[] = ['pooler_output', 'last_hidden_state'],
  input = 'pixel_values',
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'querent-vision-'));
  const graph = new GraphBuilder(1);
  const means = () => graph.node('GlobalAveragePool', [input]);
  const named = {
    pooler_output: () => graph.node('Flatten', [means()], { axis: 1 }, 'pooler_output'),
    logits: () => graph.node('Flatten', [means()], { axis: 1 }, 'logits'),
    places: () => graph.node('Identity', [input], {}, 'last_hidden_state'),
    last_hidden_state: () =>
      graph.node(
        'Transpose',
        [graph.node('Reshape', [input, graph.ints([0, 3, -1])])],
        { perm: [0, 2, 1] },
        'last_hidden_state',
      ),
  };
  const shapes = {
    pooler_output: ['N', 3],
    logits: ['N', 3],
    places: ['N', 3, 'H', 'W'],
    last_hidden_state: ['N', 'T', 3],
  };
  const given = Object.fromEntries(outputs.map((name) => [named[name](), shapes[name]]));
  await mkdir(join(folder, 'onnx'));
  await writeFile(join(folder, 'preprocessor_config.json'), JSON.stringify(config));
  const bytes = graph.build([{ name: input, dtype: 'float32', dims: ['N', 3, 'H', 'W'] }], given, {});
  await writeFile(join(folder, 'onnx/model.onnx'), bytes);
  return folder;
}

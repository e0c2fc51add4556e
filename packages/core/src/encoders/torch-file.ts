import pickle from 'pickleparser';
import { z } from 'zod';
import { type HostTensor, sizeOf } from '../tensors/state.js';

/** Two pickles that every file of PyTorch's older format begins with: its number, and the version of the format. */
const HEAD = Uint8Array.of(
  ...[0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e],
  ...[0x80, 2, 0x4d, 0xe9, 3, 0x2e],
);
/** A row of numbers has their count in front. */
const COUNT_BYTES = 8;

/** Where a tensor lies: in which row of numbers, from which one on, and how far apart its values are in each direction. */
const Place = z.object({
  key: z.string(),
  bytes: z.int(),
  offset: z.int().min(0),
  shape: z.array(z.int().min(0)),
  strides: z.array(z.int().min(0)),
});
type Place = z.infer<typeof Place>;

/** All that such a file may name; with other names it is refused, so nothing in it is ever run. */
const KNOWN = {
  'collections.OrderedDict': () => new Map(),
  'torch.FloatStorage': () => 4,
  'torch.LongStorage': () => 8,
  'torch._utils._rebuild_tensor_v2': (storage: object, offset: unknown, shape: unknown, strides: unknown): Place =>
    Place.parse({ ...storage, offset, shape, strides }),
};
const isKnown = (name: string): name is keyof typeof KNOWN => Object.hasOwn(KNOWN, name);

/** How a file refers to a row of numbers: a word, their kind, its key, the device, their count. */
const Reference = z.tuple([z.literal('storage'), z.custom<() => number>(), z.string()], z.unknown());

/**
 * The float32 tensors of a state that PyTorch's `torch.save` wrote in the format before 1.6. Names and places are read as data;
 * a file that asks for any code is refused.
 *
 * @returns by their names; tensors of other numbers are left out
 * @throws Error where it is no such file, or a damaged one
 * @source github.com/pytorch/pytorch, v1.5.0, torch/serialization.py, for the order of the parts
 */
export function readTorchFile(bytes: Uint8Array): Map<string, HostTensor> {
  if (!HEAD.every((byte, n) => bytes[n] === byte)) throw new Error('This is no file of PyTorch before 1.6.');
  const reader = new pickle.BufferReader(bytes);
  reader.skip(HEAD.length);
  const parser = new pickle.Parser({
    unpicklingTypeOfDictionary: 'Map',
    nameResolver: { resolve: (module, name) => known(`${module}.${name}`) },
    persistentResolver: { resolve: (reference) => rowOf(reference) },
  });
  parser.read(reader); // how long the numbers of that machine were
  const places = z.map(z.string(), Place).parse(parser.read(reader));
  const keys = z.array(z.string()).parse(parser.read(reader));
  const widths = new Map([...places.values()].map(({ key, bytes }) => [key, bytes]));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const starts = new Map<string, number>();
  for (const key of keys) {
    const count = view.getUint32(reader.position, true);
    starts.set(key, reader.position + COUNT_BYTES);
    reader.skip(COUNT_BYTES + count * (widths.get(key) ?? 0));
  }
  const tensors = new Map<string, HostTensor>();
  for (const [name, place] of places) {
    const start = starts.get(place.key);
    if (start === undefined) throw new Error(`The numbers of "${name}" are missing in this file.`);
    if (place.bytes === 4) tensors.set(name, { shape: place.shape, data: gather(view, start, place) });
  }
  return tensors;
}

function known(name: string) {
  if (isKnown(name)) return KNOWN[name];
  throw new Error(`This file wants to run "${name}", which a file of weights has no use for.`);
}

function rowOf(reference: unknown) {
  const [, width, key] = Reference.parse(reference);
  return { key, bytes: width() };
}

/** The values of a tensor one after another, the last direction fastest, wherever they lie. */
function gather(view: DataView, start: number, { offset, shape, strides }: Place): Float32Array {
  const data = new Float32Array(sizeOf(shape));
  const at = shape.map(() => 0);
  let from = offset;
  for (let n = 0; n < data.length; n++) {
    data[n] = view.getFloat32(start + 4 * from, true);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      at[axis]!++;
      from += strides[axis]!;
      if (at[axis]! < shape[axis]!) break;
      from -= at[axis]! * strides[axis]!;
      at[axis] = 0;
    }
  }
  return data;
}

import { parseArgs } from 'node:util';
import type { BackendName } from '@querent/core/tensors';
import { Refusal } from './refusal.ts';

const FLAGS = {
  methods: { type: 'string' },
  sets: { type: 'string' },
  splits: { type: 'string' },
  epochs: { type: 'string' },
  images: { type: 'string' },
  rounds: { type: 'string' },
  parts: { type: 'string' },
  backend: { type: 'string' },
  workers: { type: 'string' },
  seconds: { type: 'string' },
  rows: { type: 'string' },
  tune: { type: 'boolean' },
  full: { type: 'boolean' },
} as const;
const BACKENDS = ['tensorflow', 'wasm', 'cpu'] as const satisfies readonly BackendName[];

/** What stands after the name of a bench. */
export type Flags = ReturnType<typeof readFlags>['flags'];

/** What stands after `npm run bench --`: the bench, maybe a backend, and flags. `suffix` tells their results apart. */
export function readFlags(args: string[]) {
  const { values, positionals } = parseArgs({ args, options: FLAGS, allowPositionals: true });
  const [name = '', asked = values.backend, ...rest] = positionals;
  if (rest.length > 0) throw new Refusal(`What is "${rest.join(' ')}"?`);
  const backend = BACKENDS.find((known) => known === asked);
  if (asked && !backend) throw new Refusal(`There is no backend "${asked}": ${BACKENDS.join(', ')}.`);
  const narrowing = Object.entries(values).filter(([flag]) => flag !== 'workers' && flag !== 'backend');
  return {
    name,
    suffix: [
      backend,
      ...narrowing.map(([flag, value]) => (typeof value === 'string' ? `${flag}-${value.replaceAll(',', '+')}` : flag)),
    ]
      .filter(Boolean)
      .map((part) => `-${part}`)
      .join(''),
    flags: {
      prefer: backend,
      methods: list(values.methods),
      sets: list(values.sets),
      splits: values.splits === undefined ? undefined : range(values.splits),
      parts: list(values.parts),
      epochs: whole('epochs', values.epochs),
      images: whole('images', values.images),
      rounds: whole('rounds', values.rounds),
      workers: whole('workers', values.workers),
      seconds: whole('seconds', values.seconds),
      rows: whole('rows', values.rows),
      tune: values.tune ?? false,
      isFull: values.full ?? false,
    },
  };
}

const list = (text: string | undefined) => text?.split(',').filter(Boolean);

function whole(flag: string, text: string | undefined) {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d*$/.test(text)) throw new Refusal(`--${flag} takes a whole number from 1; this is "${text}".`);
  return Number(text);
}

/** `0-4,7` as 0, 1, 2, 3, 4, 7. */
function range(text: string) {
  return text.split(',').flatMap((part) => {
    const [, from, to = from] = part.match(/^(\d+)(?:-(\d+))?$/) ?? [];
    if (from === undefined || Number(to) < Number(from))
      throw new Refusal(`--splits takes 3, 0-19 or 0,4,7; this is "${text}".`);
    return Array.from({ length: Number(to) - Number(from) + 1 }, (_, i) => Number(from) + i);
  });
}

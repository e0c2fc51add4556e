import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { permutation } from '@querent/core/tensors';
import type { Sample } from './sample.js';

const ORDER_SEED = 585;
/** Groups that have none above them, and what people call them. */
const CLASSES = { css: 'CSS', html: 'HTML', javascript: 'JavaScript' } as const;

interface Data {
  features: Record<string, { kind: string; name: string; description: string; group?: string[] }>;
  groups: Record<string, { parent?: string }>;
}

const path = () => createRequire(import.meta.url).resolve('web-features/data.json');

/** The group above all that a group lies in. */
function topOf(group: string, groups: Data['groups']): string {
  const parent = groups[group]?.parent;
  return parent === undefined ? group : topOf(parent, groups);
}

const isClass = (group: string | undefined): group is keyof typeof CLASSES => group !== undefined && group in CLASSES;

/** Features of browsers in a sentence or two, of the npm package `web-features`: those of one of three groups only. */
export const webFeatures: Sample = {
  async records() {
    const { features, groups }: Data = JSON.parse(await readFile(path(), 'utf8'));
    const records = Object.entries(features).flatMap(([id, { kind, name, description, group = [] }]) => {
      const [top, ...others] = new Set(group.map((one) => topOf(one, groups)));
      if (kind !== 'feature' || !isClass(top) || others.length > 0) return [];
      const content = { kind: 'text' as const, text: `${name}. ${description}` };
      return [{ externalId: id, name: id, label: CLASSES[top], content }];
    });
    return Array.from(permutation(records.length, ORDER_SEED), (place) => records[place]!);
  },
};

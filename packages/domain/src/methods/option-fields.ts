import type { OptionField } from '@querent/contracts';
import { z } from 'zod';

/** What a method's own schema says of an option, as JSON Schema. */
interface Described {
  type?: string;
  description?: string;
  default?: unknown;
  enum?: string[];
  const?: unknown;
  anyOf?: Described[];
  minimum?: number;
  exclusiveMinimum?: number;
  maximum?: number;
  exclusiveMaximum?: number;
}

/** The fields of a form for a method's options. Those of other shapes than numbers, words and switches are left out. */
export function optionFields(options: z.ZodType): OptionField[] {
  const { properties = {} } = z.toJSONSchema(options, { io: 'input' }) as { properties?: Record<string, Described> };
  return Object.entries(properties).flatMap(([name, described]) => fieldOf(name, described) ?? []);
}

function fieldOf(name: string, described: Described): OptionField | null {
  const { description = '', default: preset = null, anyOf = [described] } = described;
  const number = anyOf.find(({ type }) => type === 'number' || type === 'integer');
  const other = anyOf.find((one) => one !== number);
  const base = { name, description, default: preset, isWhole: false, min: null, max: null, word: null, choices: [] };
  if (number && anyOf.length <= 2 && (!other || other.type === 'null' || typeof other.const === 'string'))
    return {
      ...base,
      kind: 'number',
      isWhole: number.type === 'integer',
      min: number.minimum ?? number.exclusiveMinimum ?? null,
      max: number.maximum ?? number.exclusiveMaximum ?? null,
      word: other ? String(other.const ?? '') : null,
    };
  if (described.enum) return { ...base, kind: 'choice', choices: described.enum };
  if (described.type === 'boolean') return { ...base, kind: 'switch' };
  return null;
}

import type { OptionField } from '@querent/contracts';
import { z } from 'zod';

/** What a method's own schema says of an option, as JSON Schema. */
interface Described {
  type?: string;
  description?: string;
  default?: unknown;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Described[];
  items?: Described;
  minimum?: number;
  exclusiveMinimum?: number;
  maximum?: number;
  exclusiveMaximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
}

type Shape = Omit<OptionField, 'name' | 'description' | 'default'>;

const NOTHING: Shape = {
  ...{ kind: 'other', isWhole: false, min: null, isAboveMin: false, max: null, isBelowMax: false },
  ...{ shortest: null, longest: null, word: null, choices: [] },
};

/** The fields of a form for a method's options, all of them. */
export function optionFields(options: z.ZodType): OptionField[] {
  const { properties = {} } = z.toJSONSchema(options, { io: 'input' }) as { properties?: Record<string, Described> };
  return Object.entries(properties).map(([name, described]) => {
    const { description = '', default: preset = null } = described;
    return { name, description, default: preset, ...shapeOf(described) };
  });
}

/** A value, or one with a word or nothing in its place. */
function shapeOf({ anyOf, ...described }: Described): Shape {
  if (!anyOf) return plainShapeOf(described);
  const words = anyOf.map(wordOf).filter((word) => word !== null);
  const values = anyOf.filter((one) => wordOf(one) === null);
  const [value] = values;
  if (!value || values.length > 1 || words.length !== 1) return NOTHING;
  const shape = plainShapeOf(value);
  const [word = null] = words;
  // Nothing at all and an empty list look the same as text; so do a word and a text.
  const isUnclear = word === '' ? shape.kind === 'numbers' || shape.kind === 'words' : shape.kind === 'text';
  return isUnclear || shape.kind === 'other' || shape.kind === 'switch' ? NOTHING : { ...shape, word };
}

const wordOf = ({ type, const: word }: Described): string | null =>
  type === 'null' ? '' : typeof word === 'string' && word !== '' ? word : null;

function plainShapeOf(described: Described): Shape {
  const { type, enum: choices, items, minLength, maxLength, minItems, maxItems } = described;
  if (choices)
    return choices.every((one) => typeof one === 'string') ? { ...NOTHING, kind: 'choice', choices } : NOTHING;
  if (isNumber(described)) return { ...NOTHING, kind: 'number', ...boundsOf(described) };
  if (type === 'boolean') return { ...NOTHING, kind: 'switch' };
  if (type === 'string') return { ...NOTHING, kind: 'text', shortest: minLength ?? null, longest: maxLength ?? null };
  if (type !== 'array' || !items) return NOTHING;
  const lengths = { shortest: minItems ?? null, longest: maxItems ?? null };
  if (isNumber(items)) return { ...NOTHING, kind: 'numbers', ...boundsOf(items), ...lengths };
  return items.type === 'string' && !items.enum ? { ...NOTHING, kind: 'words', ...lengths } : NOTHING;
}

const isNumber = ({ type }: Described) => type === 'number' || type === 'integer';

/** Both kinds of a bound may be given, and the narrower one holds; those of all whole numbers say nothing. */
function boundsOf({ type, exclusiveMinimum, exclusiveMaximum, ...described }: Described): Partial<Shape> {
  const minimum = described.minimum === Number.MIN_SAFE_INTEGER ? undefined : described.minimum;
  const maximum = described.maximum === Number.MAX_SAFE_INTEGER ? undefined : described.maximum;
  const isAboveMin = exclusiveMinimum !== undefined && exclusiveMinimum >= (minimum ?? exclusiveMinimum);
  const isBelowMax = exclusiveMaximum !== undefined && exclusiveMaximum <= (maximum ?? exclusiveMaximum);
  return {
    isWhole: type === 'integer',
    min: (isAboveMin ? exclusiveMinimum : minimum) ?? null,
    isAboveMin,
    max: (isBelowMax ? exclusiveMaximum : maximum) ?? null,
    isBelowMax,
  };
}

import { z } from 'zod';
import { NAMED } from './named.js';

type Io = 'input' | 'output';
type Json = Record<string, unknown>;

/** Descriptions as everywhere, and names beside them. */
class Names extends z.core.$ZodRegistry<z.core.GlobalMeta> {
  override get(schema: z.core.$ZodType) {
    const about = z.globalRegistry.get(schema as z.ZodType);
    const id = NAMED.get(schema as z.ZodType);
    return (id ? { ...about, id } : about) as never;
  }
}
const names = new Names();

/**
 * JSON schemas of the contract that refer to each other by name. One that is not the same coming in as it is going out, since it
 * has defaults, has a second name for coming in.
 */
export function collectSchemas() {
  const found: Record<Io, Map<string, Json>> = { input: new Map(), output: new Map() };

  /** Refers by `#/$defs/…`, until all are known. */
  function convert(schema: z.ZodType, io: Io): Json {
    const options = { io, unrepresentable: 'any', metadata: names } as const;
    // Inside of another one, a schema that has a name is referred to by it.
    const { properties, $defs = {} } = z.toJSONSchema(z.object({ it: schema }), options);
    for (const [name, definition] of Object.entries($defs)) {
      const { id, ...rest } = definition as Json;
      found[io].set(name, rest);
    }
    return (properties?.it ?? {}) as Json;
  }

  /** Names of what differs between coming in and going out, itself or in what it refers to. */
  function namesThatDiffer(): Set<string> {
    const both = [...found.input.keys()].filter((name) => found.output.has(name));
    const differ = new Set(both.filter((name) => !isSame(found.input.get(name), found.output.get(name))));
    for (let before = -1; before < differ.size; ) {
      before = differ.size;
      for (const name of both) if (refersToAny(found.input.get(name), differ)) differ.add(name);
    }
    return differ;
  }

  return {
    convert,
    /** A document with the names of components in place of those of definitions, and the components. */
    finish<Document>(document: Document): { document: Document; schemas: Record<string, Json> } {
      const differ = namesThatDiffer();
      const nameOf = (name: string, io: Io) => (io === 'input' && differ.has(name) ? `${name}Input` : name);
      const schemas: Record<string, Json> = {};
      for (const io of ['output', 'input'] as const)
        for (const [name, schema] of found[io])
          schemas[nameOf(name, io)] = renamed(schema, (other) => nameOf(other, io)) as Json;
      const sorted = Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1));
      return {
        document: renamedInPlaces(document, nameOf) as Document,
        schemas: Object.fromEntries(sorted),
      };
    },
  };
}

const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

const DEFS = '#/$defs/';
const refersToAny = (schema: unknown, wanted: ReadonlySet<string>): boolean =>
  [...JSON.stringify(schema).matchAll(/"#\/\$defs\/([^"]+)"/g)].some(([, name = '']) => wanted.has(name));

function renamed(value: unknown, nameOf: (name: string) => string): unknown {
  if (Array.isArray(value)) return value.map((part) => renamed(part, nameOf));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [
      key,
      key === '$ref' && typeof part === 'string' && part.startsWith(DEFS)
        ? `#/components/schemas/${nameOf(part.slice(DEFS.length))}`
        : renamed(part, nameOf),
    ]),
  );
}

/** In an operation, what stands under `responses` goes out, and the rest comes in. */
function renamedInPlaces(value: unknown, nameOf: (name: string, io: Io) => string, io: Io = 'input'): unknown {
  if (Array.isArray(value)) return value.map((part) => renamedInPlaces(part, nameOf, io));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => {
      if (key === '$ref' && typeof part === 'string' && part.startsWith(DEFS))
        return [key, `#/components/schemas/${nameOf(part.slice(DEFS.length), io)}`];
      return [key, renamedInPlaces(part, nameOf, key === 'responses' ? 'output' : io)];
    }),
  );
}

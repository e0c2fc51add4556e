import { ROUTES } from '@querent/contracts';
import { openApi } from '@querent/contracts/openapi';

/**
 * The models of the Python client, out of the OpenAPI document: a class for each object that an answer can hold, a type for each
 * list of words. `npm run docs` writes them, and a test holds them against the document.
 */
interface Schema {
  type?: string | string[];
  format?: string;
  description?: string;
  $ref?: string;
  const?: string;
  enum?: string[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  items?: Schema;
  prefixItems?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | boolean;
}

const HEAD = 'Written by `npm run docs` out of the OpenAPI document of the server: do not change it here.';
const KEYWORDS = new Set(['import', 'from', 'class', 'global', 'pass', 'in', 'is', 'not', 'or', 'and', 'async']);
/** What a class of pydantic has itself. */
const TAKEN = new Set(['copy', 'json', 'dict', 'schema', 'construct', 'validate']);
const WIDTH = 100;

const pascal = (name: string) => name.replace(/(?:^|[_\-\s])(\w)/g, (_, letter: string) => letter.toUpperCase());
const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const refOf = (ref: string) => ref.split('/').at(-1) ?? '';
function literal(words: string[]): string {
  const quoted = words.map((word) => JSON.stringify(word));
  const line = `Literal[${quoted.join(', ')}]`;
  return line.length < WIDTH - 30 ? line : `Literal[\n${quoted.map((word) => `    ${word},\n`).join('')}]`;
}

/** Python of all that the answers of the API can hold, what others need first. */
function pythonModels(): string {
  const { components, paths } = openApi('0');
  const schemas = components.schemas as Record<string, Schema>;
  const written = new Map<string, string>();

  function typeOf(schema: Schema, name: string): string {
    if (schema.$ref) return define(refOf(schema.$ref));
    if (schema.const !== undefined) return literal([schema.const]);
    if (schema.enum) return literal(schema.enum);
    const union = schema.anyOf ?? schema.oneOf;
    if (union) return union.map((part) => typeOf(part, nameIn(union, part, name))).join(' | ');
    if (Array.isArray(schema.type)) return schema.type.map((type) => typeOf({ ...schema, type }, name)).join(' | ');
    switch (schema.type) {
      case 'string':
        return schema.format === 'date-time' ? 'datetime' : 'str';
      case 'integer':
        return 'int';
      case 'number':
        return 'float';
      case 'boolean':
        return 'bool';
      case 'null':
        return 'None';
      case 'array':
        if (schema.prefixItems) return `tuple[${schema.prefixItems.map((part) => typeOf(part, name)).join(', ')}]`;
        return `list[${typeOf(schema.items ?? {}, `${name}Item`)}]`;
      case 'object':
        return objectOf(schema, name);
      default:
        return 'Any';
    }
  }

  function objectOf(schema: Schema, name: string): string {
    if (schema.properties) {
      const text = classOf(schema, name);
      written.set(name, text);
      return name;
    }
    const { additionalProperties } = schema;
    return `dict[str, ${typeof additionalProperties === 'object' ? typeOf(additionalProperties, name) : 'Any'}]`;
  }

  function classOf({ properties = {}, required = [], description }: Schema, name: string): string {
    const fields = Object.entries(properties).map(([property, schema]) => {
      const field = KEYWORDS.has(property) || TAKEN.has(property) ? `${property}_` : snake(property);
      const isMissable = !required.includes(property);
      const type = typeOf(schema, name + pascal(property)) + (isMissable ? ' | None' : '');
      const given = [
        ...(isMissable ? ['default=None'] : []),
        ...(field === snake(property) ? [] : [`alias=${JSON.stringify(property)}`]),
      ];
      const about = given.length > 0 ? ` = Field(${given.join(', ')})` : '';
      return `    ${`${field}: ${type}${about}`.replaceAll('\n', '\n    ')}\n${docOf(schema.description, '    ')}`;
    });
    return `class ${name}(ApiModel):\n${description ? `${docOf(description, '    ')}\n` : ''}${fields.join('')}`;
  }

  /** Writes a schema of the document, and what it needs before it. */
  function define(name: string): string {
    if (written.has(name)) return name;
    const schema = schemas[name] ?? {};
    written.set(name, ''); // keeps its place where it refers to itself
    const isObject = schema.type === 'object' && schema.properties;
    const text = isObject
      ? classOf(schema, name)
      : `${name} = ${aliasOf(schema, name)}\n${docOf(schema.description, '')}`;
    written.delete(name);
    written.set(name, text);
    return name;
  }

  function aliasOf(schema: Schema, name: string): string {
    const type = typeOf(schema, name);
    const told = schema.oneOf?.[0] && toldBy(schema.oneOf[0]);
    return told ? `Annotated[\n    ${type},\n    Field(discriminator="${told}"),\n]` : type;
  }

  for (const operations of Object.values(paths))
    for (const operation of Object.values(operations)) {
      const { responses } = operation as { responses: object };
      for (const [, name = ''] of JSON.stringify(responses).matchAll(/"#\/components\/schemas\/([^"]+)"/g))
        define(name);
    }
  for (const name of ['ExportFormat', 'ExportRows', 'ExportStatus', 'ExportSplit', 'SampleId', 'ColumnRole'])
    define(name);
  const names = [...written.keys()].sort();
  return [
    `"""What the API answers.\n\n${HEAD}\n"""\n`,
    'from __future__ import annotations\n',
    'from datetime import datetime\nfrom typing import Annotated, Any, Literal\n',
    'from pydantic import Field\n\nfrom ._model import ApiModel\n',
    `__all__ = [\n${names.map((name) => `    "${name}",\n`).join('')}]\n`,
    `\n${[...written.values()].join('\n\n')}`,
  ].join('\n');
}

/** The property that says which of several an object is, if one does. */
const toldBy = ({ properties = {} }: Schema): string | undefined =>
  Object.keys(properties).find((name) => properties[name]?.const !== undefined);

/** What one of several is called: by its kind, or by what it has. */
function nameIn(union: Schema[], part: Schema, name: string): string {
  if (!part.properties || union.filter((other) => other.properties).length < 2) return name;
  const told = toldBy(part);
  const kind = told && part.properties[told]?.const;
  return name + (kind ? pascal(kind) : Object.keys(part.properties).map(pascal).join(''));
}

/** A docstring, in lines that fit. */
function docOf(text: string | undefined, indent: string): string {
  if (!text) return '';
  const safe = text.replaceAll('\\', '\\\\').replace(/"/g, "'");
  const lines: string[] = [];
  for (const word of safe.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && indent.length + last.length + word.length < WIDTH - 8)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return `${indent}"""${lines.join(`\n${indent}`)}"""\n`;
}

/** Python of the names of all routes, so that a type checker knows one that is not there. */
const pythonRoutes = (): string =>
  [
    `"""The routes of the API.\n\n${HEAD}\n"""\n`,
    'from typing import Literal\n',
    `Route = Literal[\n${Object.keys(ROUTES)
      .map((name) => `    "${name}",\n`)
      .join('')}]\n`,
  ].join('\n');

/** Where they stand, from the root of the repository. */
export const PYTHON_FILES = {
  'clients/python/src/querent/models.py': pythonModels,
  'clients/python/src/querent/routes.py': pythonRoutes,
} as const;

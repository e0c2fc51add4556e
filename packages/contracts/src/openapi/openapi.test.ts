import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { ERRORS, entriesOf, errorsOf, isJson, ROUTES, type RouteEntry, type RouteName } from '../index.js';
import { EXAMPLES, type Example, openApi } from './index.js';

const document = openApi('1.2.3');
const routes = entriesOf<RouteName, RouteEntry>(ROUTES);
const operationOf = (name: string) => {
  const [method = '', path = ''] = name.split(' ');
  return document.paths[path]![method.toLowerCase()] as {
    tags: string[];
    summary: string;
    security: object[];
    parameters: { name: string; in: string; example?: unknown; required: boolean }[];
    requestBody?: { content: Record<string, { example?: unknown }> };
    responses: Record<
      string,
      { description: string; content?: Record<string, { example?: unknown; examples?: object }> }
    >;
  };
};

describe.each(routes)('%s in the document', (name, route) => {
  const { query, headers, body, response, status = 200 } = route;
  const example: Example = EXAMPLES[name];
  const operation = operationOf(name);

  it('has a summary, one group and who may call it', () => {
    expect(operation.summary.length).toBeGreaterThan(5);
    expect(document.tags.map((tag) => tag.name)).toContain(operation.tags[0]);
    expect(operation.security).toBeDefined();
  });

  it('shows a request and an answer, which the contract takes', () => {
    const held: [z.ZodType | undefined, unknown][] = [
      [query, example.query],
      [headers, example.headers],
      [body, example.body],
      [isJson(response) ? response : undefined, example.response],
    ];
    for (const [schema, value] of held) {
      if (!schema) expect(value).toBeUndefined();
      else if (schema !== query || value !== undefined) expect(schema.safeParse(value).error?.issues ?? []).toEqual([]);
    }
    if (body) for (const shown of Object.values(operation.requestBody!.content)) expect(shown.example).toBeDefined();
    if (isJson(response)) expect(operation.responses[status]!.content!['application/json']!.example).toBeDefined();
    for (const parameter of operation.parameters.filter((one) => one.required))
      expect(parameter.example, parameter.name).toBeDefined();
  });

  // What is tried on the page begins with the examples, and an invented id would be sought.
  it('fills in no id that may be left out', () => {
    const optional = operation.parameters.filter((one) => !one.required && one.example !== undefined);
    expect(optional.filter((one) => one.name.endsWith('Id'))).toEqual([]);
  });

  it('names each code it refuses with, in words and by an example', () => {
    for (const code of errorsOf(name)) {
      const refusal = operation.responses[ERRORS[code].status]!;
      expect(refusal.description).toContain(`\`${code}\``);
      expect(refusal.content!['application/problem+json']!.examples).toHaveProperty(code);
    }
  });
});

it('what the document refers to is there, and nothing stands there that nobody refers to', () => {
  const text = JSON.stringify(document);
  const wanted = new Set([...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name = '']) => name));
  expect([...wanted].sort()).toEqual(Object.keys(document.components.schemas).sort());
  expect(text).not.toContain('$defs');
});

it('a schema with defaults has a name for coming in and one for going out', () => {
  const { schemas } = document.components;
  expect(schemas).toHaveProperty('MethodChoice.required', ['id', 'options']);
  expect(schemas).toHaveProperty('MethodChoiceInput.required', ['id']);
  expect(schemas).toHaveProperty('CreateProject.properties.settings');
  expect(JSON.stringify(schemas.CreateProject)).toContain('#/components/schemas/ChangedSettings');
  expect(JSON.stringify(schemas.ChangedSettings)).toContain('#/components/schemas/MethodChoiceInput');
});

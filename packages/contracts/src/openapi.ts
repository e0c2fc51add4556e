import { z } from 'zod';
import { entriesOf } from './entries.js';
import { ERRORS, Problem } from './errors.js';
import { GivenRecord } from './given-records.js';
import { KEY_PREFIX, Scope } from './keys.js';
import { errorsOf } from './route-errors.js';
import { isJson, ROUTES, type RouteEntry, type RouteName } from './routes/index.js';

const schemaOf = (schema: z.ZodType, io: 'input' | 'output') => {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
};

function parametersOf({ query, headers }: RouteEntry) {
  const places = [
    { place: 'query', names: query },
    { place: 'header', names: headers },
  ];
  return places.flatMap(({ place, names }) => {
    const { properties = {}, required = [] } = names ? schemaOf(names, 'input') : {};
    return Object.entries(properties).map(([name, schema]) => ({
      name,
      in: place,
      required: required.includes(name),
      schema,
    }));
  });
}

/**
 * What a body may be. One of JSONL is described as the list of its lines, and each line by itself where a reader knows the
 * extension: `itemSchema` of OpenAPI 3.2, by the name that the registry of extensions has for it in documents of 3.1.
 */
function contentOf(body: z.ZodType, { isStream, also = [] }: RouteEntry) {
  if (!isStream) {
    const others = Object.fromEntries(also.map((type) => [type, {}]));
    return { 'application/json': { schema: schemaOf(body, 'input') }, ...others };
  }
  const record = { $ref: '#/components/schemas/GivenRecord' };
  const schema = { type: 'array', items: record };
  return { 'application/json': { schema }, 'application/x-ndjson': { schema, 'x-oai-itemSchema': record } };
}

function answerOf({ response }: RouteEntry) {
  if (isJson(response)) return { content: { 'application/json': { schema: schemaOf(response, 'output') } } };
  return response.length > 0 ? { content: Object.fromEntries(response.map((type) => [type, {}])) } : {};
}

/** How to say who asks, in place of what holds for most. */
function securityOf({ access }: RouteEntry) {
  if (access === 'public') return { security: [] };
  if (access === 'session') return { description: 'Not with a key: sign in.', security: [{ session: [] }] };
  const security = [{ session: [] }, { key: [access] }];
  return { description: `A key needs the scope \`${access}\`.`, security };
}

/** The OpenAPI 3.1 document of `ROUTES`. */
export function openApi(version: string) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [name, route] of entriesOf<RouteName, RouteEntry>(ROUTES)) {
    const [method = '', path = ''] = name.split(' ');
    const statuses = new Map<number, string[]>();
    for (const code of errorsOf(name)) {
      statuses.set(ERRORS[code].status, [...(statuses.get(ERRORS[code].status) ?? []), code]);
    }
    paths[path] = {
      ...paths[path],
      [method.toLowerCase()]: {
        operationId: name,
        summary: route.summary,
        ...securityOf(route),
        parameters: [
          ...[...path.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => ({
            name: parameter,
            in: 'path',
            required: true,
            schema: { type: 'string' },
          })),
          ...parametersOf(route),
        ],
        ...(route.body ? { requestBody: { required: true, content: contentOf(route.body, route) } } : {}),
        ...(route.takes ? { requestBody: { content: { [route.takes]: {} } } } : {}),
        responses: {
          [route.status ?? 200]: { description: 'Done', ...answerOf(route) },
          ...Object.fromEntries(
            [...statuses].map(([status, codes]) => [
              status,
              {
                description: codes.join(', '),
                content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
              },
            ]),
          ),
        },
      },
    };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Querent', version, license: { name: 'Apache-2.0' } },
    servers: [{ url: '/api/v1' }],
    security: [{ session: [] }, { key: [] }],
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'querent.session_token' },
        key: {
          ...{ type: 'http', scheme: 'bearer', bearerFormat: `${KEY_PREFIX}…` },
          description: `A key made on the account page. Scopes, each with the one before: ${Scope.options.join(', ')}.`,
        },
      },
      schemas: { Problem: schemaOf(Problem, 'output'), GivenRecord: schemaOf(GivenRecord, 'input') },
    },
  };
}

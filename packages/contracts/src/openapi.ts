import { z } from 'zod';
import { ERRORS, Problem } from './errors.js';
import { errorsOf } from './route-errors.js';
import { ROUTES, type RouteEntry, type RouteName } from './routes/index.js';

const schemaOf = (schema: z.ZodType, io: 'input' | 'output') => {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
};

const queryParameters = ({ query }: RouteEntry) =>
  Object.entries(query ? (schemaOf(query, 'input').properties ?? {}) : {}).map(([name, schema]) => ({
    name,
    in: 'query',
    required: false,
    schema,
  }));

/** The OpenAPI 3.1 document of `ROUTES`. */
export function openApi(version: string) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [name, route] of Object.entries(ROUTES) as [RouteName, RouteEntry][]) {
    const [method = '', path = ''] = name.split(' ');
    const isJson = typeof route.response !== 'string';
    const statuses = new Map<number, string[]>();
    for (const code of errorsOf(name)) {
      statuses.set(ERRORS[code].status, [...(statuses.get(ERRORS[code].status) ?? []), code]);
    }
    paths[path] = {
      ...paths[path],
      [method.toLowerCase()]: {
        operationId: name,
        summary: route.summary,
        ...(route.public ? { security: [] } : {}),
        parameters: [
          ...[...path.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => ({
            name: parameter,
            in: 'path',
            required: true,
            schema: { type: 'string' },
          })),
          ...queryParameters(route),
        ],
        ...(route.body
          ? {
              requestBody: {
                required: true,
                content: {
                  'application/json': { schema: schemaOf(route.body, 'input') },
                  ...(route.isStream ? { 'application/x-ndjson': {} } : {}),
                },
              },
            }
          : {}),
        responses: {
          200: {
            description: 'Done',
            content: isJson
              ? { 'application/json': { schema: schemaOf(route.response as z.ZodType, 'output') } }
              : { [route.response as string]: {} },
          },
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
    security: [{ session: [] }],
    paths,
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'querent.session_token' } },
      schemas: { Problem: schemaOf(Problem, 'output') },
    },
  };
}

import { z } from 'zod';
import { entriesOf } from '../entries.js';
import { ERRORS, type ErrorCode, Problem, problemOf } from '../errors.js';
import { GivenRecord } from '../given-records.js';
import { KEY_PREFIX, Scope } from '../keys.js';
import { errorsOf } from '../route-errors.js';
import { isJson, ROUTES, type RouteEntry, type RouteName } from '../routes/index.js';
import { EXAMPLES, type Example, idOf } from './examples.js';
import { collectSchemas } from './schemas.js';
import { TAGS, tagOf } from './tags.js';

type Convert = ReturnType<typeof collectSchemas>['convert'];

const PROBLEM = 'application/problem+json';
/** Refusals that say when trying again begins to make sense. */
const RETRY_AFTER = new Set([423, 429, 503, 507]);

function parametersOf({ query, headers }: RouteEntry, example: Example, convert: Convert) {
  const places = [
    { place: 'query', names: query, given: example.query },
    { place: 'header', names: headers, given: example.headers },
  ];
  return places.flatMap(({ place, names, given }) =>
    Object.entries(names instanceof z.ZodObject ? names.shape : {}).map(([name, schema]) => {
      const { description, ...rest } = convert(schema as z.ZodType, 'input');
      return {
        ...{ name, in: place, required: !(schema as z.ZodType).safeParse(undefined).success },
        ...(description ? { description } : {}),
        schema: rest,
        ...(given && name in given ? { example: given[name as keyof typeof given] } : {}),
      };
    }),
  );
}

/**
 * What a body may be. One of JSONL is described as the list of its lines, and each line by itself where a reader knows the
 * extension: `itemSchema` of OpenAPI 3.2, by the name that the registry of extensions has for it in documents of 3.1.
 */
function contentOf(body: z.ZodType, { isStream, also = [] }: RouteEntry, { body: example }: Example, convert: Convert) {
  const schema = convert(body, 'input');
  if (!isStream) {
    const others = Object.fromEntries(also.map((type) => [type, { example: 'The bytes of the file' }]));
    return { 'application/json': { schema, example }, ...others };
  }
  const lines = (example as unknown[]).map((line) => JSON.stringify(line)).join('\n');
  return {
    'application/json': { schema, example },
    'application/x-ndjson': { schema, 'x-oai-itemSchema': convert(GivenRecord, 'input'), example: `${lines}\n` },
  };
}

function answerOf({ response }: RouteEntry, example: Example, convert: Convert) {
  if (isJson(response))
    return { content: { 'application/json': { schema: convert(response, 'output'), example: example.response } } };
  return response.length > 0 ? { content: Object.fromEntries(response.map((type) => [type, {}])) } : {};
}

/** How to say who asks, in place of what holds for most. */
function securityOf({ access }: RouteEntry) {
  if (access === 'public') return { security: [] };
  if (access === 'session') return { description: 'Not with a key: sign in.', security: [{ session: [] }] };
  const security = [{ session: [] }, { key: [access] }];
  return { description: `A key needs the scope \`${access}\`.`, security };
}

/** Refusals by their status, each code with an example. */
function refusalsOf(name: RouteName, convert: Convert) {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of errorsOf(name))
    byStatus.set(ERRORS[code].status, [...(byStatus.get(ERRORS[code].status) ?? []), code]);
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => {
      const exampleOf = (code: ErrorCode) => ({
        summary: ERRORS[code].title,
        value: problemOf(code, `${ERRORS[code].title}.`, idOf('request')),
      });
      const examples = Object.fromEntries(codes.map((code) => [code, exampleOf(code)]));
      const headers = {
        'retry-after': {
          description: 'Seconds after which trying again begins to make sense',
          schema: { type: 'string' },
        },
      };
      return [
        status,
        {
          description: codes.map((code) => `\`${code}\`: ${ERRORS[code].title}`).join('; '),
          ...(RETRY_AFTER.has(status) ? { headers } : {}),
          content: { [PROBLEM]: { schema: convert(Problem, 'output'), examples } },
        },
      ];
    }),
  );
}

const partOf = (params: z.ZodType | undefined, name: string): z.ZodType =>
  params instanceof z.ZodObject ? (params.shape[name] as z.ZodType) : z.string();

/** Nothing stands for an empty object, or an empty list. */
const isMissable = (body: z.ZodType) => [{}, []].some((nothing) => body.safeParse(nothing).success);

function operationOf(name: RouteName, route: RouteEntry, convert: Convert) {
  const example: Example = EXAMPLES[name];
  const shown: Record<string, unknown> = { ...example.params };
  return {
    operationId: name,
    tags: [tagOf(name)],
    summary: route.summary,
    ...securityOf(route),
    parameters: [
      ...[...name.matchAll(/\{(\w+)\}/g)].map(([, parameter = '']) => ({
        ...{ name: parameter, in: 'path', required: true, schema: convert(partOf(route.params, parameter), 'input') },
        example: shown[parameter] ?? idOf(parameter.replace(/Id$/, '')),
      })),
      ...parametersOf(route, example, convert),
    ],
    ...(route.body
      ? { requestBody: { required: !isMissable(route.body), content: contentOf(route.body, route, example, convert) } }
      : {}),
    ...(route.takes
      ? { requestBody: { content: { [route.takes]: { schema: { type: 'string', format: 'binary' } } } } }
      : {}),
    responses: {
      [route.status ?? 200]: { description: 'Done', ...answerOf(route, example, convert) },
      ...refusalsOf(name, convert),
    },
  };
}

/** The OpenAPI 3.1 document of `ROUTES`. */
export function openApi(version: string) {
  const { convert, finish } = collectSchemas();
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [name, route] of entriesOf<RouteName, RouteEntry>(ROUTES)) {
    const [method = '', path = ''] = name.split(' ');
    paths[path] = { ...paths[path], [method.toLowerCase()]: operationOf(name, route, convert) };
  }
  const { document, schemas } = finish(paths);
  return {
    openapi: '3.1.0',
    info: {
      ...{ title: 'Querent', version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
      description: 'Active learning: bring records, label those that teach most, train, measure, take labels out.',
    },
    servers: [{ url: '/api/v1' }],
    security: [{ session: [] }, { key: [] }],
    tags: TAGS,
    paths: document,
    components: {
      securitySchemes: {
        session: {
          ...{ type: 'apiKey', in: 'cookie', name: 'querent.session_token' },
          description: 'Set by `POST /session`, with e-mail and password.',
        },
        key: {
          ...{ type: 'http', scheme: 'bearer', bearerFormat: `${KEY_PREFIX}…` },
          description: `A key made on the account page. Scopes, each with the one before: ${Scope.options.join(', ')}.`,
        },
      },
      schemas,
    },
  };
}

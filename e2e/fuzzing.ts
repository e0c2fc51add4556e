import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pythonEnvironment } from '../tools/python-tools.ts';
import { startTarget } from './fuzzing-target.ts';

const SCHEMATHESIS = 'schemathesis==4.32.5';

/**
 * Checks that hold of every route: no failure of ours, nothing but what the document says, no way in without a key, other methods
 * refused. Not whether whatever has the right form is taken: ids of nothing and names that are taken are refused as they should.
 */
const CHECKS = [
  ...['not_a_server_error', 'status_code_conformance', 'content_type_conformance', 'response_headers_conformance'],
  ...['response_schema_conformance', 'unsupported_method', 'ignored_auth', 'use_after_free', 'missing_required_header'],
  'negative_data_rejection',
].join(',');

interface Part {
  name: string;
  /** Which routes, in the words of Schemathesis. */
  routes: string[];
  /** Whether ids are those of what is there. */
  isReal: boolean;
  /** There is little to vary: examples and bounds are all of it, however long the others are tried. */
  isShort?: true;
}
/**
 * What takes something away comes after what needs it, and each end by itself. So do ids of nothing: Schemathesis takes ids out of
 * answers too, and removes what they name. A stream has no end, so that only its refusals are tried.
 */
const PARTS: Part[] = [
  {
    name: 'ids of a project',
    routes: ['--include-path-regex', '\\{', '--exclude-operation-id-regex', '^DELETE .*\\}$|/events$'],
    isReal: true,
  },
  {
    name: 'the end of what a project has',
    routes: [
      '--include-operation-id-regex',
      '^DELETE .*\\}$',
      '--exclude-operation-id',
      'DELETE /projects/{projectId}',
    ],
    isReal: true,
    isShort: true,
  },
  {
    name: 'the end of a project',
    routes: ['--include-operation-id', 'DELETE /projects/{projectId}'],
    isReal: true,
    isShort: true,
  },
  { name: 'ids of nothing', routes: ['--exclude-path', '/session'], isReal: false },
  { name: 'the end of a session', routes: ['--include-path', '/session'], isReal: false },
];

const SHORT = ['--phases', 'examples,coverage'];

/** The programs of Schemathesis, fetched where they are not there. @throws NoPython */
export const schemathesis = async (): Promise<string> =>
  join(await pythonEnvironment('fuzz', [SCHEMATHESIS]), 'schemathesis');

/** By any of them something is refused that has not the right form; what is too large, or not tus, is seen before its form. */
const REFUSALS = [400, 401, 403, 404, 405, 406, 409, 410, 412, 413, 415, 422, 423, 429];

/** Pieces of files are bytes as they are. Patterns by properties of Unicode, which it cannot make text of, are left to the server. */
const HOOKS = `import schemathesis


@schemathesis.serializer(
    "application/offset+octet-stream", "application/vnd.apache.arrow.stream", "application/x-npy"
)
def as_bytes(ctx, value):
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")


@schemathesis.hook
def before_load_schema(context, raw_schema):
    waiting = [raw_schema]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            if isinstance(part.get("pattern"), str) and "\\\\p{" in part["pattern"]:
                del part["pattern"]
            waiting.extend(part.values())
        elif isinstance(part, list):
            waiting.extend(part)
`;

const quoted = (value: string) => JSON.stringify(value);

type Target = Awaited<ReturnType<typeof startTarget>>;

/** @param cookie of the session by which everything is asked, as `name=value` */
function settingsOf({ web, ids }: Target, cookie: string, { isReal }: Part): string {
  const parameters = Object.entries(ids).flatMap(([place, names]) =>
    Object.entries(names).map(([name, id]) => `${quoted(`${place}.${name}`)} = ${quoted(id)}`),
  );
  return [
    ...['hooks = "hooks.py"', `headers = { Origin = ${quoted(web.address)} }`],
    ...(isReal ? ['[parameters]', ...parameters] : []),
    ...['[auth.openapi.session]', `api_key = ${quoted(cookie.slice(cookie.indexOf('=') + 1))}`],
    ...['[checks.negative_data_rejection]', `expected-statuses = ${JSON.stringify(REFUSALS)}`],
  ].join('\n');
}

/**
 * Tries every route of a fresh web app with what its document allows and what it does not.
 *
 * @param program of Schemathesis
 * @param words more of its options, such as how many examples
 * @returns what it has said, where it has found something
 */
export async function fuzzApi(
  program: string,
  words: string[],
  say: (text: string) => void = () => {},
): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'querent-fuzz-'));
  const target = await startTarget();
  const { web, admin } = target;
  const found: string[] = [];
  writeFileSync(join(folder, 'hooks.py'), HOOKS);
  try {
    for (const part of PARTS) {
      const { cookie } = part.name === 'the end of a session' ? await web.join('annotator', 'Bob') : admin;
      const settings = join(folder, 'schemathesis.toml');
      writeFileSync(settings, settingsOf(target, cookie, part));
      const args = ['--config-file', settings, '--no-color', 'run', `${web.address}/api/v1/openapi.json`];
      const { code, output } = await run(
        program,
        [...args, '--checks', CHECKS, ...part.routes, ...words, ...(part.isShort ? SHORT : [])],
        folder,
        say,
      );
      if (code !== 0) found.push(`${part.name}:\n${output}`);
    }
    if (/"level":"error"/.test(web.log())) found.push(`The log of the server:\n${web.log()}`);
  } finally {
    await web.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  return found;
}

function run(program: string, args: string[], cwd: string, say: (text: string) => void) {
  const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      output += chunk;
      say(String(chunk));
    });
  return new Promise<{ code: number | null; output: string }>((resolve) =>
    child.once('close', (code) => resolve({ code, output })),
  );
}

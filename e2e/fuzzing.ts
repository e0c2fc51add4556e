import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeReadyProject } from '@querent/testing';
import { pythonEnvironment } from '../tools/python-tools.ts';
import { startWeb } from './web.ts';

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
}
/** What ends the session or the project comes last, and each by itself. A stream has no end, so that only its refusals are tried. */
const PARTS: Part[] = [
  { name: 'ids of nothing', routes: ['--exclude-path', '/session'], isReal: false },
  {
    name: 'ids of a project',
    routes: ['--include-path-regex', '\\{', '--exclude-operation-id-regex', '^DELETE /projects/.projectId.$|/events$'],
    isReal: true,
  },
  { name: 'the end of a project', routes: ['--include-operation-id', 'DELETE /projects/{projectId}'], isReal: true },
  { name: 'the end of a session', routes: ['--include-path', '/session'], isReal: false },
];

/** The programs of Schemathesis, fetched where they are not there. @throws NoPython */
export const schemathesis = async (): Promise<string> =>
  join(await pythonEnvironment('fuzz', [SCHEMATHESIS]), 'schemathesis');

/** A web app with a project that has something of everything, and its settings for Schemathesis. */
async function startTarget() {
  const web = await startWeb();
  const admin = await web.join('admin', 'Ada');
  const projectId = await makeReadyProject(web.test, { records: 30, members: [] });
  const [round, record, project] = await Promise.all([
    web.db.round.findFirstOrThrow({ where: { projectId } }),
    web.db.record.findFirstOrThrow({ where: { projectId } }),
    web.db.project.findUniqueOrThrow({ where: { id: projectId }, include: { classes: true } }),
  ]);
  const ids = {
    projectId,
    roundId: round.id,
    recordId: record.id,
    classId: project.classes[0]?.id ?? '',
    personId: 'nobody',
  };
  return { web, admin, ids };
}

/** By any of them something is refused that has not the right form; what is too large, or not tus, is seen before its form. */
const REFUSALS = [400, 401, 403, 404, 405, 406, 409, 410, 412, 413, 415, 422, 423, 429];

/** Pieces of files are bytes as they are. */
const HOOKS = `import schemathesis


@schemathesis.serializer("application/offset+octet-stream")
def as_bytes(ctx, value):
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")
`;

const quoted = (value: string) => JSON.stringify(value);

/** @param cookie of the session by which everything is asked, as `name=value` */
function settingsOf(cookie: string, ids: Record<string, string>, { isReal }: Part): string {
  const parameters = Object.entries(ids).map(([name, id]) => `${quoted(`path.${name}`)} = ${quoted(id)}`);
  return [
    'hooks = "hooks.py"',
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
  const { web, admin, ids } = await startTarget();
  const found: string[] = [];
  writeFileSync(join(folder, 'hooks.py'), HOOKS);
  try {
    for (const part of PARTS) {
      const { cookie } = part.name === 'the end of a session' ? await web.join('annotator', 'Bob') : admin;
      const settings = join(folder, 'schemathesis.toml');
      writeFileSync(settings, settingsOf(cookie, ids, part));
      const args = ['--config-file', settings, '--no-color', 'run', `${web.address}/api/v1/openapi.json`];
      const { code, output } = await run(program, [...args, '--checks', CHECKS, ...part.routes, ...words], folder, say);
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

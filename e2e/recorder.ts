import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One question and its answer, as they went over the wire. */
export interface Exchange {
  asks: 'Querent' | 'Label Studio';
  method: string;
  path: string;
  hasBasic: boolean;
  body: unknown;
  status: number;
  answer: unknown;
}

/** As many of a list as show what it is. */
const SHOWN = 3;

/** Stands in front of a server, and notes what is asked and answered in JSON. @param target where it is, once that is known */
export async function startRecorder(asks: Exchange['asks'], target: () => string) {
  const exchanges: Exchange[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const { method = 'GET', url: path = '/', headers } = request;
    const answered = await fetch(target() + path, {
      method,
      headers: plain(headers),
      redirect: 'manual',
      ...(body.length > 0 ? { body } : {}),
    });
    const bytes = Buffer.from(await answered.arrayBuffer());
    const { status } = answered;
    const hasBasic = headers.authorization?.startsWith('Basic ') ?? false;
    exchanges.push({ asks, method, path, hasBasic, body: read(body), status, answer: read(bytes) });
    response
      .writeHead(status, { 'content-type': answered.headers.get('content-type') ?? 'application/json' })
      .end(bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    exchanges,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

const plain = ({ authorization, ...headers }: IncomingHttpHeaders): Record<string, string> => ({
  'content-type': headers['content-type'] ?? 'application/json',
  ...(authorization ? { authorization } : {}),
});

function read(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return null;
  }
}

/** The last of each kind, short, and without what is secret or differs from run to run. */
export function inShort(exchanges: Exchange[], secrets: string[]): Exchange[] {
  const kinds = new Map(exchanges.map((one) => [kindOf(one), one]));
  const shorten = (_: string, value: unknown) => (Array.isArray(value) ? value.slice(0, SHOWN) : value);
  let text = `[${[...kinds.values()].map((one) => JSON.stringify(one, shorten)).join()}]`;
  for (const secret of secrets) text = text.replaceAll(secret, 'secret');
  text = text.replace(/eyJ[\w-]+\.[\w-]+\.[\w-]+/g, 'secret'); // tokens that last some minutes
  return JSON.parse(text.replace(/http:\/\/127\.0\.0\.1:\d+/g, 'http://127.0.0.1'));
}

function kindOf({ asks, method, path, hasBasic, body }: Exchange): string {
  const { action = '', annotation } = (body ?? {}) as { action?: string; annotation?: { was_cancelled?: boolean } };
  const isWhole = path.includes('fields=all') ? 'whole' : '';
  const name = path.replace(/\?.*$/, '').replace(/\/\d+(?=\/|$)/g, '/N');
  return [asks, method, name, hasBasic, action, annotation?.was_cancelled === true, isWhole].join(' ');
}

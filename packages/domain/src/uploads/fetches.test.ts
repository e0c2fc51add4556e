import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, LookupFunction } from 'node:net';
import { gzipSync } from 'node:zlib';
import { setUpContext } from '@querent/testing/vitest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fetchUpload, getUpload, removeUpload, updateLimits } from '../index.js';
import type { FetchRules } from './guarded-request.js';
import { createFetches } from './run-fetches.js';

const HERE = '127.0.0.1';
const bytes = randomBytes(300_000);

/** What the server gives at each path. */
const PAGES: Record<string, (request: IncomingMessage, response: ServerResponse, base: string) => void> = {
  '/a%20table.csv': (_, response) => response.end(bytes),
  '/named': (_, response) =>
    response
      .setHeader('content-disposition', "attachment; filename=x; filename*=UTF-8''Gr%C3%B6%C3%9Fe.csv")
      .end(bytes),
  '/packed': (_, response) => response.setHeader('content-encoding', 'gzip').end(gzipSync(bytes)),
  '/bomb': (_, response) => response.setHeader('content-encoding', 'gzip').end(gzipSync(Buffer.alloc(5_000_000))),
  '/nothing': (_, response) => response.writeHead(404).end(),
  '/secret': (_, response) => response.writeHead(403).end(),
  '/large': (_, response) => response.setHeader('content-length', 3_000_000).write('a'),
  '/endless': (_, response) => {
    const timer = setInterval(() => response.write(Buffer.alloc(500_000)), 5);
    response.on('close', () => clearInterval(timer));
  },
  '/silent': (_, response) => response.write('a'),
  '/slow': (_, response) => {
    const timer = setInterval(() => response.write('a'), 20);
    response.on('close', () => clearInterval(timer));
  },
  '/to-loopback': (_, response) => response.writeHead(302, { location: 'http://127.0.0.2:9/' }).end(),
  '/to-metadata': (_, response) => response.writeHead(302, { location: 'http://169.254.169.254/latest/' }).end(),
  '/to-file': (_, response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
  '/to-itself': (_, response) => response.writeHead(302, { location: '/to-itself' }).end(),
  '/moved': (_, response, base) => response.writeHead(301, { location: `${base}/a%20table.csv?x=1` }).end(),
};

describe('a file that is fetched from an address', () => {
  const test = setUpContext();
  const stop = new AbortController();
  const asked: IncomingMessage[] = [];
  let base = '';
  const server = createServer((request, response) => {
    asked.push(request);
    const page = PAGES[request.url?.split('?')[0] ?? ''];
    if (page) page(request, response, base);
    else response.writeHead(500).end();
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, HERE, resolve));
    base = `http://${HERE}:${(server.address() as AddressInfo).port}`;
    await updateLimits(await test.as('admin'), { uploadBytes: 2_000_000, freeBytes: 0 });
  });
  afterAll(() => {
    stop.abort();
    server.closeAllConnections();
    server.close();
  });

  /** Fetches it once, as a worker does that looks once. */
  async function tryOnce(rules: FetchRules = { allow: [HERE] }) {
    const fetches = createFetches(test.system, stop.signal, rules);
    await fetches.take();
    await fetches.ended();
  }
  async function fetched(url: string, rules?: FetchRules) {
    const { id: uploadId } = await fetchUpload(test.eve, { url });
    await tryOnce(rules);
    const upload = await getUpload(test.eve, { uploadId });
    await removeUpload(test.eve, { uploadId }).catch(() => {});
    return upload;
  }
  async function contentOf(id: string) {
    const found: Uint8Array[] = [];
    for await (const chunk of test.system.inbox.read(id)) found.push(chunk);
    return Buffer.concat(found);
  }

  it('comes whole, with its name and its size', async () => {
    const { id: uploadId, ...made } = await fetchUpload(test.eve, { url: `${base}/a%20table.csv?token=1#part` });
    expect(made).toMatchObject({
      name: 'a table.csv',
      bytes: null,
      isWhole: false,
      url: `${base}/a%20table.csv?token=1`,
    });
    await tryOnce();
    expect(await getUpload(test.eve, { uploadId })).toMatchObject({
      ...{ name: 'a table.csv', bytes: bytes.length, receivedBytes: bytes.length, isWhole: true, error: null },
    });
    expect(await contentOf(uploadId)).toEqual(bytes);
    expect(await fetched(`${base}/named`)).toMatchObject({ name: 'Größe.csv', isWhole: true });
    expect(await fetched(`${base}/moved`)).toMatchObject({ name: 'a table.csv', isWhole: true });
  });

  it('is unpacked where it was packed for its way only, and not beyond what is allowed', async () => {
    expect(await fetched(`${base}/packed`)).toMatchObject({ isWhole: true, receivedBytes: bytes.length });
    const { error, receivedBytes } = await fetched(`${base}/bomb`);
    expect([error, receivedBytes]).toEqual([expect.stringContaining('More comes from the address than the 2 MB'), 0]);
  });

  it.each([
    ['/nothing', 'leads to nothing (404)'],
    ['/secret', 'is not for everybody (403)'],
    ['/large', 'The file has 3 MB; at most 2 MB are allowed here'],
    ['/endless', 'More comes from the address than the 2 MB'],
    ['/slow', 'sends too slowly'],
    ['/to-loopback', 'The address at 127.0.0.2:9 is not in the public internet'],
    ['/to-metadata', 'The address at 169.254.169.254 is not in the public internet'],
    ['/to-file', 'begins with neither http:// nor https://'],
    ['/to-itself', 'is led to by more than five others'],
  ])('%s is refused for good: %s', async (path, reason) => {
    const { error, isWhole, receivedBytes } = await fetched(`${base}${path}`, { allow: [HERE], slowMs: 300 });
    expect(error).toContain(reason);
    expect([isWhole, receivedBytes]).toEqual([false, 0]);
  });

  it.each([
    ...['127.0.0.1', '10.1.2.3', '172.16.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '224.0.0.1'],
    ...['255.255.255.255', '198.18.0.1', '192.0.2.1', '240.0.0.1', '2130706433', '0x7f.1', '0177.0.0.1', '127.1'],
    ...[
      '[::1]',
      '[::]',
      '[fc00::1]',
      '[fe80::1]',
      '[ff02::1]',
      '[::ffff:127.0.0.1]',
      '[::127.0.0.1]',
      '[64:ff9b::7f00:1]',
    ],
    ...['[2002:7f00:1::]', '[2001:db8::1]', '[fec0::1]', 'localhost'],
  ])('nothing is connected to at http://%s', async (host) => {
    const before = asked.length;
    const { error } = await fetched(`http://${host}:${new URL(base).port}/a%20table.csv`, {});
    expect(error).toContain('is not in the public internet');
    expect(asked.length).toBe(before);
  });

  const resolvesTo =
    (...addresses: string[]): LookupFunction =>
    (_, options, callback) => {
      const found = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
      if (options.all) callback(null, found);
      else callback(null, found[0]!.address, found[0]!.family);
    };

  it('is not where any address of its name is not public, and the name is not asked again for the connection', async () => {
    const { port } = new URL(base);
    const url = `http://files.example.org:${port}/a%20table.csv`;
    for (const lookup of [
      resolvesTo('8.8.8.8', HERE),
      resolvesTo(HERE),
      resolvesTo('2606:4700::1', 'fc00::1'),
      resolvesTo('::7f00:1'),
    ])
      expect((await fetched(url, { lookup })).error).toContain('is not in the public internet');
    let lookups = 0;
    const rebinding: LookupFunction = (host, options, callback) => {
      lookups++;
      resolvesTo(lookups === 1 ? HERE : '127.0.0.3')(host, options, callback);
    };
    expect(await fetched(url, { allow: [HERE], lookup: rebinding })).toMatchObject({ isWhole: true });
    expect(lookups).toBe(1);
  });

  it('whose address holds a password is refused before anything is asked', async () => {
    for (const url of ['http://eve:secret@example.org/', 'https://eve@example.org/'])
      await expect(fetchUpload(test.eve, { url })).rejects.toMatchObject({ code: 'url_refused' });
    const annotator = await test.as('annotator');
    await expect(fetchUpload(annotator, { url: 'https://example.org/' })).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('goes on where it broke off, while the file there is the same', async () => {
    let [isBroken, tag] = [true, '"one"'];
    PAGES['/parts'] = ({ headers }, response) => {
      const start = headers['if-range'] === tag ? Number(/\d+/.exec(headers.range ?? '0')![0]) : 0;
      response.writeHead(start > 0 ? 206 : 200, {
        ...{ etag: tag, 'content-length': bytes.length - start },
        ...(start > 0 ? { 'content-range': `bytes ${start}-${bytes.length - 1}/${bytes.length}` } : {}),
      });
      response.write(bytes.subarray(start, isBroken ? 100_000 : undefined), () => isBroken && response.destroy());
    };
    const { id: uploadId } = await fetchUpload(test.eve, { url: `${base}/parts` });
    await tryOnce();
    const half = await getUpload(test.eve, { uploadId });
    expect(half).toMatchObject({ bytes: bytes.length, isWhole: false, error: null });
    expect(half.receivedBytes).toBeGreaterThan(0);
    await tryOnce();
    expect((await getUpload(test.eve, { uploadId })).receivedBytes).toBe(half.receivedBytes); // after a pause only
    const noPause = () => test.db.upload.update({ where: { id: uploadId }, data: { heldUntil: new Date(0) } });
    await noPause();
    isBroken = false;
    await tryOnce();
    expect(asked.at(-1)?.headers.range).toBe(`bytes=${half.receivedBytes}-`);
    expect((await getUpload(test.eve, { uploadId })).isWhole).toBe(true);
    expect(await contentOf(uploadId)).toEqual(bytes);

    isBroken = true;
    const { id } = await fetchUpload(test.eve, { url: `${base}/parts` });
    await tryOnce();
    [isBroken, tag] = [false, '"two"'];
    await test.db.upload.update({ where: { id }, data: { heldUntil: new Date(0) } });
    await tryOnce();
    expect(await contentOf(id)).toEqual(bytes);
  });

  it('is given up after five tries that bring nothing', async () => {
    const { id: uploadId } = await fetchUpload(test.eve, { url: `${base}/broken` });
    for (let i = 0; i < 5; i++) {
      expect((await getUpload(test.eve, { uploadId })).error).toBeNull();
      await test.db.upload.update({ where: { id: uploadId }, data: { heldUntil: new Date(0) } });
      await tryOnce();
    }
    expect((await getUpload(test.eve, { uploadId })).error).toContain('cannot give the file at the moment (500)');
  });

  it('from which nothing comes any more is asked again later', async () => {
    const { error, isWhole } = await fetched(`${base}/silent`, { allow: [HERE], quietMs: 200 });
    expect([error, isWhole]).toEqual([null, false]);
  });

  it('that is thrown away, or whose owner may do so no more, is not fetched to its end', async () => {
    const { id: uploadId } = await fetchUpload(test.eve, { url: `${base}/silent` });
    const fetches = createFetches(test.system, stop.signal, { allow: [HERE], quietMs: 1_000 });
    await fetches.take();
    await expect.poll(async () => (await getUpload(test.eve, { uploadId })).receivedBytes).toBe(1);
    await removeUpload(test.eve, { uploadId });
    await fetches.ended();
    for await (const { id } of test.system.inbox.list()) expect(id).not.toBe(uploadId);

    const leaving = await test.as('engineer');
    const { id } = await fetchUpload(leaving, { url: `${base}/a%20table.csv` });
    await test.db.user.update({ where: { id: leaving.actor.id }, data: { deactivatedAt: new Date() } });
    await tryOnce();
    expect(await test.db.upload.findUnique({ where: { id } })).toMatchObject({
      receivedAt: null,
      error: expect.any(String),
    });
  });

  it('begins again with the next worker where one is told to stop', async () => {
    const { id: uploadId } = await fetchUpload(test.eve, { url: `${base}/silent` });
    const stopping = new AbortController();
    const fetches = createFetches(test.system, stopping.signal, { allow: [HERE] });
    await fetches.take();
    await expect.poll(async () => (await getUpload(test.eve, { uploadId })).receivedBytes).toBe(1);
    stopping.abort();
    await fetches.ended();
    const row = await test.db.upload.findUniqueOrThrow({ where: { id: uploadId } });
    expect([row.error, row.heldBy]).toEqual([null, null]);
  });
});

import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { DefaultHttpStack, Upload as TusUpload } from 'tus-js-client';
import { until } from './harness.ts';
import { type Person, startWeb, type Web } from './web.ts';

const MB = 1_000_000;

/** The hash of a file that is read as it comes. */
async function hashOf(chunks: AsyncIterable<Uint8Array>) {
  const hash = createHash('sha256');
  for await (const chunk of chunks) hash.update(chunk);
  return hash.digest('hex');
}

describe('files of any size come by a client of tus', () => {
  let web: Web;
  let eve: Person;
  const folder = mkdtempSync(join(tmpdir(), 'querent-uploads-'));
  before(async () => {
    web = await startWeb();
    await web.db.limits.create({ data: { uploadBytes: 2_000 * MB, projectRecords: 1, freeBytes: 0 } });
    eve = await web.join('engineer', 'Eve');
  });
  after(async () => {
    await web?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** A file of random bytes: no two pieces of it are alike. */
  function makeFile(name: string, megabytes: number) {
    const path = join(folder, name);
    const file = openSync(path, 'w');
    for (let i = 0; i < megabytes; i++) writeSync(file, randomBytes(MB));
    return path;
  }

  interface Sending {
    chunkSize?: number;
    onSent?(bytes: number): void;
  }
  /** Sends a file as pages and programs do. @returns its id, and how often the client had to begin again */
  function send(path: string, { chunkSize, onSent }: Sending = {}) {
    let retries = 0;
    return new Promise<{ id: string; retries: number }>((resolve, reject) => {
      const upload = new TusUpload(createReadStream(path), {
        endpoint: `${web.address}/api/v1/uploads`,
        headers: { cookie: eve.cookie },
        metadata: { filename: 'Größe 1.csv' },
        httpStack: new DefaultHttpStack({}),
        retryDelays: [0, 1_000, 2_000, 3_000, 5_000, 10_000, 10_000],
        ...(chunkSize ? { chunkSize } : {}),
        onShouldRetry: () => ++retries < 50,
        onProgress: (bytes) => onSent?.(bytes),
        onError: reject,
        onSuccess: () => resolve({ id: upload.url?.split('/').at(-1) ?? '', retries }),
      });
      upload.start();
    });
  }
  const placeOf = (headers: Headers) =>
    `/uploads/${headers.get('location')?.slice('/api/v1/uploads/'.length)}` as const;
  const arrived = (id: string) => hashOf(web.test.system.inbox.read(id));

  it('in one request and in pieces, with its name', async () => {
    const path = makeFile('small.csv', 5);
    for (const chunkSize of [2 * MB, 7 * MB]) {
      const { id, retries } = await send(path, { chunkSize });
      assert.equal(retries, 0);
      assert.equal(await arrived(id), await hashOf(createReadStream(path)));
      const { body } = await eve.call('GET', `/uploads/${id}`);
      assert.deepEqual(
        [body.name, body.bytes, body.receivedBytes, body.isWhole],
        ['Größe 1.csv', 5 * MB, 5 * MB, true],
      );
    }
  });

  it('through a web process that is killed twice in the middle, byte for byte', async () => {
    const path = makeFile('killed.bin', 300);
    const kills = [60 * MB, 180 * MB];
    let crash = Promise.resolve();
    const { id, retries } = await send(path, {
      chunkSize: 250 * MB,
      onSent: (bytes) => {
        if (bytes < (kills[0] ?? Number.POSITIVE_INFINITY)) return;
        kills.shift();
        crash = crash.then(() => web.crash());
      },
    });
    await crash;
    assert.deepEqual(kills, []);
    assert.ok(retries >= 2);
    assert.equal(await arrived(id), await hashOf(createReadStream(path)));
    assert.equal((await eve.call('GET', `/uploads/${id}`)).body.isWhole, true);
  });

  it('of a gigabyte without any of it staying in memory', async () => {
    const path = makeFile('large.bin', 1_000);
    const memory = () => {
      const [, kb = '0'] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${web.child.pid}/status`, 'utf8')) ?? [];
      return Number(kb) / 1_000;
    };
    const before = memory();
    let most = before;
    const since = performance.now();
    const timer = setInterval(() => {
      most = Math.max(most, memory());
    }, 50);
    const { id } = await send(path, { chunkSize: 2_000 * MB });
    clearInterval(timer);
    const seconds = (performance.now() - since) / 1_000;
    console.log(
      `1 GB in ${seconds.toFixed(1)} s; the web process had ${before.toFixed(0)} MB before and ${most.toFixed(0)} MB at most`,
    );
    assert.ok(most - before < 300, `${most - before} MB more`);
    assert.equal((await eve.call('GET', `/uploads/${id}`)).body.isWhole, true);
    assert.equal((await eve.call('DELETE', `/uploads/${id}`)).status, 204);
  });

  it('and by one request of curl; what is wrong is said as everywhere', async () => {
    const piece = { 'content-type': 'application/offset+octet-stream' };
    const name = Buffer.from('a.csv').toString('base64');
    const whole = { ...piece, 'upload-length': '3', 'upload-metadata': `filename ${name}`, 'tus-resumable': '1.0.0' };
    const sent = await eve.call('POST', '/uploads', Buffer.from('abc'), whole);
    assert.equal(sent.status, 201);
    assert.equal(sent.headers.get('upload-offset'), '3');
    assert.equal(sent.headers.get('tus-resumable'), '1.0.0');
    const path = placeOf(sent.headers);
    assert.equal((await eve.call('GET', path)).body.isWhole, true);
    const head = await eve.call('HEAD', path);
    assert.deepEqual(
      [head.status, head.headers.get('upload-offset'), head.headers.get('upload-length')],
      [200, '3', '3'],
    );

    const again = await eve.call('PATCH', path, Buffer.from('abc'), { ...piece, 'upload-offset': '0' });
    assert.deepEqual([again.status, again.body.code], [409, 'upload_elsewhere']);
    const typeless = await eve.call('PATCH', path, Buffer.from('abc'), { 'upload-offset': '3' });
    assert.deepEqual([typeless.status, typeless.body.code], [400, 'invalid_input']);
    const version = await eve.call('POST', '/uploads', undefined, { ...whole, 'tus-resumable': '0.2.2' });
    assert.deepEqual([version.status, version.headers.get('tus-version')], [412, '1.0.0']);
    for (const wrong of ['', '-1', '1e3']) {
      const refused = await eve.call('POST', '/uploads', undefined, { 'upload-length': wrong });
      assert.deepEqual([refused.status, refused.body.code], [400, 'invalid_input']);
    }
    const large = await eve.call('POST', '/uploads', undefined, { 'upload-length': '2000000001' });
    assert.deepEqual([large.status, large.body.code], [413, 'too_large']);
    const options = await eve.call('OPTIONS', '/uploads');
    assert.deepEqual([options.status, options.headers.get('tus-max-size')], [204, '2000000000']);
    assert.equal((await eve.call('DELETE', path)).status, 204);
    assert.equal((await eve.call('HEAD', path)).status, 404);
  });

  it('and what came before a sender went silent stays, for whoever goes on', async () => {
    const { headers } = await eve.call('POST', '/uploads', undefined, { 'upload-length': '6' });
    const path = placeOf(headers);
    const piece = { 'content-type': 'application/offset+octet-stream' };
    const cut = new AbortController();
    const half = new ReadableStream({ start: (controller) => controller.enqueue(Buffer.from('abc')) });
    const sending = fetch(`${web.address}/api/v1${path}`, {
      ...{ method: 'PATCH', body: half, duplex: 'half', signal: cut.signal },
      headers: { ...piece, 'upload-offset': '0', cookie: eve.cookie },
    }).catch(() => {});
    await until(async () => (await eve.call('GET', path)).body.receivedBytes === 3, 'the first half');
    const busy = await eve.call('PATCH', path, Buffer.from('def'), { ...piece, 'upload-offset': '3' });
    assert.deepEqual([busy.status, busy.body.code], [423, 'upload_busy']);
    cut.abort();
    await sending;
    const goOn = () => eve.call('PATCH', path, Buffer.from('def'), { ...piece, 'upload-offset': '3' });
    await until(async () => (await goOn()).status === 204, 'the second half');
    assert.equal((await eve.call('GET', path)).body.isWhole, true);
  });
});

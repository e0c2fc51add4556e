import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import next from 'next';
import { refuse } from './server/gate.mjs';

/**
 * The web app's process: Next.js behind a server of ours, which says who is at the other end and refuses what no route is for.
 * `HOST` and `PORT` are where it listens.
 */
const GRACE_MS = 500;
/** A file of gigabytes takes its time; a connection on which nothing moves any more is ended. */
const QUIET_MS = 300_000;
const [hostname, port] = [process.env.HOST ?? '127.0.0.1', Number(process.env.PORT ?? 3000)];

const app = next({ dev: false, dir: fileURLToPath(new URL('.', import.meta.url)), hostname, port });
const handle = app.getRequestHandler();

const server = createServer({ requestTimeout: 0 }, (req, res) => {
  req.headers['x-querent-peer'] = req.socket.remoteAddress ?? '';
  if (refuse(req, res)) return;
  handle(req, res).catch((error) => {
    console.error(error);
    if (!res.headersSent) res.writeHead(500);
    res.end();
  });
});
server.timeout = QUIET_MS;
server.on('error', (error) => {
  console.error(`The web app cannot listen at ${hostname}:${port}: ${error.message}`);
  process.exit(1);
});

/** What is being answered gets its answer; event streams would keep the process alive long after it was told to stop. */
function stop() {
  server.close(() => process.exit(0));
  server.closeIdleConnections();
  setTimeout(() => process.exit(0), GRACE_MS);
}
for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, stop);

// Nobody reads what is written any more: whoever started this has gone, and its end would be logged for ever.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', ({ code }) => code === 'EPIPE' && process.exit(1));

await app.prepare();
server.listen(port, hostname, () => console.log(`Ready at ${hostname}:${port}`));

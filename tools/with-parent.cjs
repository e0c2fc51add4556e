// @ts-check
/**
 * Loaded before the web app and the worker: they end with the process that started them, however that ended. Its end closes
 * their standard input; whoever keeps their main loop busy until then hears of it at the next write.
 */
const { isMainThread } = require('node:worker_threads');

const KILL_AFTER_MS = 5_000;
let isEnding = false;

function end() {
  if (isEnding) return;
  isEnding = true;
  setTimeout(() => process.exit(1), KILL_AFTER_MS);
  process.kill(process.pid, 'SIGTERM');
}

if (isMainThread) {
  process.stdin.on('end', end).on('close', end).on('error', end).resume();
  process.stdin.unref?.();
  for (const stream of [process.stdout, process.stderr]) stream.on('error', end);
}

const GRACE_MS = 500;

/** Open event streams would keep the process alive long after it was told to stop. */
export function endOnSignal() {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => setTimeout(() => process.exit(0), GRACE_MS).unref());
  }
}

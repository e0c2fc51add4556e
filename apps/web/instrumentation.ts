export async function register() {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { endOnSignal } = await import('./server/end-on-signal');
  endOnSignal();
}

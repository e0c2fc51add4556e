/**
 * Runs `work` while no other tab of this browser runs it under the same name. Pages opened by plain HTTP have no locks;
 * there two tabs may send the same answer, which its idempotency key makes harmless.
 */
export async function alone(name: string, work: () => Promise<void>): Promise<void> {
  await ('locks' in navigator ? navigator.locks.request(name, work) : work());
}

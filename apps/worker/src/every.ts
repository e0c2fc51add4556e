/**
 * Calls at once and then again and again, one call at a time; what fails is reported and tried at the next turn.
 *
 * @returns how to stop
 */
export function every(milliseconds: number, task: () => Promise<unknown>, onError: (error: unknown) => void) {
  let isRunning = false;
  const turn = async () => {
    if (isRunning) return;
    isRunning = true;
    await task().catch(onError);
    isRunning = false;
  };
  void turn();
  const timer = setInterval(() => void turn(), milliseconds);
  return () => clearInterval(timer);
}

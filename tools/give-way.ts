import { writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';

/** Of 19: with this, somebody who waits for a page gets three times as much of a processor as what can wait. */
export const NICENESS = 5;

/** Has a process, with the threads that it will have, work on where nobody waits for the processor. Where it cannot be said nothing changes. */
export function giveWay({ pid }: { pid?: number | undefined }): void {
  if (pid === undefined) return;
  try {
    setPriority(pid, NICENESS);
    // Linux on a desktop weighs sessions, and niceness only within one; elsewhere there is no such file.
    writeFileSync(`/proc/${pid}/autogroup`, String(NICENESS), { flag: 'r+' });
  } catch {
    // it has ended already, or the system does not have it
  }
}

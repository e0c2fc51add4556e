import type { Lock } from './lock.mjs';
import { createLogs } from './log.mjs';
import { type Service, type ServiceOptions, startService } from './service.ts';
import { DATA_DIR, LOG_DIR } from './stages.mjs';
import { createStatus } from './status.ts';

interface SupervisorOptions {
  lock: Lock;
  /** Where data lies. */
  folders: string[];
  /** A line on the terminal. */
  say: (line: string) => unknown;
  /** Whether outages are told yet: until then the start itself says what fails. */
  isReady: () => boolean;
}
type Own = Pick<ServiceOptions, 'name' | 'launch' | 'isUp'> & Partial<ServiceOptions>;

export type Supervisor = ReturnType<typeof createSupervisor>;

/**
 * What all services of a start have in common: logs, `services.json`, their place in `run.json`, and that those which rest
 * are tried at once when a full disk has room again.
 */
export function createSupervisor({ lock, folders, say, isReady }: SupervisorOptions) {
  const services: Service[] = [];
  const logs = createLogs(LOG_DIR, { tell: say });
  const status = createStatus({
    dataDir: DATA_DIR,
    folders,
    tell: say,
    onRoom: () => {
      for (const service of services) service.wake();
    },
  });
  return {
    logs,
    supervise({ name, ...options }: Own) {
      const service = startService({
        name,
        log: logs.open(name),
        onState: (state) => status.set(name, state),
        onProcess: (known) => lock.note(name, known),
        tell: (line) => isReady() && say(line),
        ...options,
      });
      services.push(service);
      return service;
    },
    /** For a second Ctrl-C. */
    letGo() {
      for (const service of services) service.letGo();
    },
    /** Ends them in the opposite order of their start. */
    async stop() {
      for (const service of services.reverse()) await service.stop().catch(() => {});
      status.stop();
    },
  };
}

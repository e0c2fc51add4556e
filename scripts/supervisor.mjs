import { createLogs } from './log.mjs';
import { startService } from './service.mjs';
import { DATA_DIR, LOG_DIR } from './stages.mjs';
import { createStatus } from './status.mjs';

/**
 * What all services of a start have in common: logs, `services.json`, their place in `run.json`, and that those which rest
 * are tried at once when a full disk has room again.
 *
 * @param folders where data lies
 * @param say a line on the terminal
 * @param isReady whether outages are told yet: until then the start itself says what fails
 */
export function createSupervisor({ lock, folders, say, isReady }) {
  const services = [];
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
    supervise({ name, ...options }) {
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
    /** Ends them in the opposite order of their start. */
    async stop() {
      for (const service of services.reverse()) await service.stop().catch(() => {});
      status.stop();
    },
  };
}

import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { portOf } from '../tools/port-of.ts';

/** A cable to a port of this machine that can be pulled, as by a server that ends, and plugged in again. */
export async function openCable(target: number) {
  const ends = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(target, '127.0.0.1');
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy()).on('close', () => ends.delete(one) && other.destroy());
    }
  });
  const plug = async (port: number) => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  };
  await plug(0);
  const port = portOf(server);
  return {
    port,
    plug: () => plug(port),
    async pull() {
      if (!server.listening) return;
      const closed = new Promise((resolve) => server.close(resolve));
      for (const end of ends) end.destroy();
      await closed;
    },
  };
}

import type { ModelServer } from '@querent/domain';
import type { Serving } from '@querent/serving';

/**
 * Models that predict, started with the first question. Node finds the package by itself: its thread is a file of its own, and a
 * bundler would take in all that it may load.
 */
export function lazyServing(objectsDir: string): ModelServer {
  let serving: Promise<Serving> | undefined;
  return {
    async predict(model, records) {
      serving ??= import(/* turbopackIgnore: true */ '@querent/serving').then(({ startServing }) =>
        startServing({ objectsDir }),
      );
      return (await serving).predict(model, records);
    },
  };
}

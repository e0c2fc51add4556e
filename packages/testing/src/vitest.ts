import { Worker } from 'node:worker_threads';
import type { Context } from '@querent/domain';
import { type Serving, startServing } from '@querent/serving';
import { afterAll, beforeAll, inject, vi } from 'vitest';
import { createTestContext, type TestContext } from './context.js';

declare module 'vitest' {
  export interface ProvidedContext {
    postgresUrl: string;
  }
}

/** A test context with an engineer at hand. */
export interface SharedContext extends Omit<TestContext, 'close'> {
  readonly eve: Context;
}

/** What the tests of a `describe` share: made before the first of them, thrown away after the last. */
export function setUpContext(): SharedContext {
  let made: TestContext;
  let eve: Context;
  beforeAll(async () => {
    made = await createTestContext(inject('postgresUrl'));
    eve = await made.as('engineer');
  });
  afterAll(() => made.close());
  return {
    get db() {
      return made.db;
    },
    get url() {
      return made.url;
    },
    get objectsDir() {
      return made.objectsDir;
    },
    get system() {
      return made.system;
    },
    get eve() {
      return eve;
    },
    as: (role) => made.as(role),
  };
}

/** Models that predict in a real thread, for the tests of a `describe`. */
export function setUpServing(test: SharedContext) {
  let serving: Serving;
  beforeAll(() => {
    serving = startServing({ objectsDir: test.objectsDir });
  });
  afterAll(() => serving.close());
  return {
    get serving() {
      return serving;
    },
    /** Has the thread end, as by a want of memory, when it is asked next. */
    endWhenAsked() {
      vi.spyOn(Worker.prototype, 'postMessage').mockImplementationOnce(function (this: Worker) {
        void this.terminate();
      });
    },
  };
}

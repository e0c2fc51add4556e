import type { Role, Scope } from '@querent/contracts';
import type { Db } from '@querent/db';
import type { JobQueue } from '@querent/queue';
import type { Inbox, Store } from '@querent/storage';

/** Who asks. Made from a session or a key by the web app and never from a request's body. */
export interface Actor {
  id: string;
  role: Role;
  /** What the person's rights are narrowed to, where a key acts for them. */
  key?: KeyLimits;
}

interface KeyLimits {
  scope: Scope;
  /** The one project it is for; null where it is for all of the person's. */
  projectId: string | null;
  expiresAt: Date | null;
}

/** What a use case may touch. */
export interface Context {
  db: Db;
  queue: JobQueue;
  store: Store;
  /** Files on their way in. */
  inbox: Inbox;
  actor: Actor;
}

/** What background jobs have: nobody asks. */
export type SystemContext = Omit<Context, 'actor'>;

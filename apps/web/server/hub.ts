import type { ProjectEvent } from '@querent/contracts';
import { DomainError } from '@querent/domain';
import { type EventStream, openEventStream } from './event-stream';
import { createProjectChannel, type ProjectChannel } from './project-channel';

const HEARTBEAT_MS = 15_000;
export const STREAMS_A_PERSON = 12;

interface Follower {
  projectId: string;
  personId: string;
  /** Whether this person is told the figures of the holdout. */
  canManage: boolean;
  /** When the key expires that it is followed with: nobody is told of that. */
  endsAt?: Date | null;
  /** Whether the person is still signed in and has the same rights in the project. */
  isStillAllowed(): Promise<boolean>;
}

export interface Hub {
  /** A stream of the project's state. @throws too_many_streams */
  follow(follower: Follower, signal: AbortSignal): Response;
  /** Something in a project has moved; null where any of them may have. */
  onProject(projectId: string | null): void;
  /** What a person may do has changed; null where anybody's rights may have. */
  onPerson(personId: string | null): void;
}

interface HubParts {
  /** The present state of a project, as those see it who manage it. */
  load(projectId: string): Promise<ProjectEvent>;
  /** What kept a state from being computed; it is tried again. */
  report(error: unknown): void;
}

interface Followed extends Follower {
  stream: EventStream;
  /** How often its rights have been asked for since the check that runs began; zero where none runs. */
  checks: number;
}

/** Everybody in this process who follows a project: one computation a project and change, one timer, one list of people. */
export function createHub({ load, report }: HubParts): Hub {
  const channels = new Map<string, ProjectChannel>();
  const people = new Map<string, Set<Followed>>();
  let heart: NodeJS.Timeout | undefined;

  const everybody = () => [...people.values()].flatMap((followed) => [...followed]);
  const beat = () => {
    for (const { stream, endsAt } of everybody()) {
      if (endsAt && endsAt <= new Date()) stream.end();
      else stream.beat();
    }
  };
  const channelOf = (projectId: string) => {
    const channel = channels.get(projectId) ?? createProjectChannel({ load: () => load(projectId), report });
    channels.set(projectId, channel);
    return channel;
  };
  function leave(followed: Followed) {
    const { projectId, personId, stream } = followed;
    const [channel, own] = [channels.get(projectId), people.get(personId)];
    channel?.leave(stream);
    if (channel?.isEmpty()) channels.delete(projectId);
    own?.delete(followed);
    if (own?.size === 0) people.delete(personId);
    if (people.size > 0) return;
    clearInterval(heart);
    heart = undefined;
  }

  return {
    follow(follower, signal) {
      const own = people.get(follower.personId) ?? new Set();
      if (own.size >= STREAMS_A_PERSON) throw tooMany();
      const stream = openEventStream(signal, () => leave(followed));
      const followed: Followed = { ...follower, stream, checks: 0 };
      people.set(follower.personId, own.add(followed));
      channelOf(follower.projectId).join(stream, follower.canManage);
      heart ??= setInterval(beat, HEARTBEAT_MS).unref();
      void checkRights(followed); // they may have changed before it was on the list
      return stream.response;
    },
    onProject(projectId) {
      for (const channel of projectId === null ? channels.values() : [channels.get(projectId)]) channel?.move();
    },
    onPerson(personId) {
      for (const followed of personId === null ? everybody() : (people.get(personId) ?? [])) void checkRights(followed);
    },
  };
}

/** Ends a stream whose person may not have it any more, or has other rights: the browser connects again with those. */
async function checkRights(followed: Followed): Promise<void> {
  followed.checks++;
  if (followed.checks > 1) return; // who checks now looks once more
  for (let seen = 0; seen !== followed.checks; ) {
    seen = followed.checks;
    const isAllowed = await followed.isStillAllowed().catch(() => false);
    if (!isAllowed) followed.stream.end();
  }
  followed.checks = 0;
}

const tooMany = () =>
  new DomainError(
    'too_many_streams',
    `You have ${STREAMS_A_PERSON} pages open that follow projects, in all browsers together. This one asks now and then instead; close others to see changes at once here.`,
  );

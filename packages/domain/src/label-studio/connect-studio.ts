import type { ConnectStudio, StudioLink } from '@querent/contracts';
import { type Db, jsonOf } from '@querent/db';
import { requireManager } from '../context/access.js';
import { DomainError } from '../errors.js';
import { newToken } from '../people/tokens.js';
import { enqueueAfterCommit } from '../queue/enqueue-after-commit.js';
import { studioJob } from '../queue/jobs.js';
import { taskSelect, toProjectTask } from '../tasks/project-task.js';
import { baseOf, type Studio } from './ask-studio.js';
import { findLink, notLinked, type StudioContext, toStudioLink } from './link.js';
import { type Matched, matchQuestion } from './match-question.js';
import { studioClient } from './studio-client.js';

/** How long somebody waits who connects. */
const WAIT_MS = 20_000;

interface Where {
  projectId: string;
  /** Where the worker is reached from outside. */
  workerUrl: string;
}

/** @throws project_not_found, forbidden, studio_not_linked */
export async function getStudioLink(
  { db, actor }: Pick<StudioContext, 'db' | 'actor'>,
  { projectId, workerUrl }: Where,
): Promise<StudioLink> {
  await requireManager(db, actor, projectId);
  const row = await findLink(db, projectId);
  if (!row) throw notLinked();
  return toStudioLink(db, row, workerUrl);
}

/**
 * Connects a project with one of Label Studio, or changes that, once Label Studio has answered with its labelling configuration.
 * An admin may connect an address of the own network: whoever manages a project only is not to look around in it.
 *
 * @throws project_not_found, forbidden, url_refused; studio_unsuitable, also where nobody answers there
 */
export async function connectStudio(
  context: StudioContext,
  { projectId, workerUrl, url, studioProjectId, token, fromName, classes, setsVersion }: ConnectStudio & Where,
): Promise<StudioLink> {
  const { db, queue, actor, vault } = context;
  await requireManager(db, actor, projectId);
  const before = await findLink(db, projectId);
  const kept = before && token === undefined && before.url === baseOf(url) ? vault.open(before.token) : null;
  const opened = token ?? kept;
  if (opened === null)
    throw new DomainError(
      'studio_unsuitable',
      'Give a token of Label Studio. One that was given for another address, or to an installation with another secret, does not go on.',
    );
  const studio: Studio = { url: baseOf(url), isLocal: actor.role === 'admin', token: opened };
  if (before?.isLocal && before.url === studio.url) studio.isLocal = true;
  const found = await lookThere(context, studio, { projectId, studioProjectId, fromName, classes });
  const isOther = before?.url !== studio.url || before.studioProjectId !== studioProjectId;
  const data = {
    ...{ url: studio.url, isLocal: studio.isLocal, token: vault.seal(opened), studioProjectId, title: found.title },
    ...{ question: jsonOf(found.matched.question), choices: jsonOf(found.matched.choices), setsVersion },
    ...{ wantsAll: true, lookedAt: null, version: null, error: null, failedAt: null, failures: 0, retryAt: null },
  };
  // Another project there is another connection, with an address of its own.
  if (before && isOther) await db.studioLink.deleteMany({ where: { id: before.id } });
  const row = await db.studioLink.upsert({
    where: { projectId },
    create: { ...data, projectId, path: newToken() },
    update: data,
  });
  await enqueueAfterCommit(queue, studioJob(row.id));
  return toStudioLink(db, row, workerUrl);
}

interface Looking extends Pick<ConnectStudio, 'studioProjectId' | 'fromName' | 'classes'> {
  projectId: string;
}

async function lookThere(
  { db, rules }: StudioContext,
  studio: Studio,
  { projectId, studioProjectId, fromName, classes }: Looking,
): Promise<{ title: string; matched: Matched }> {
  const client = studioClient(studio, AbortSignal.timeout(WAIT_MS), { quietMs: WAIT_MS, ...rules });
  const there = await client.project(studioProjectId).catch((error) => {
    if (error instanceof Error && error.name === 'TimeoutError')
      throw new DomainError('studio_unsuitable', `Label Studio at ${new URL(studio.url).host} does not answer.`);
    // That it cannot be reached is no outage here: the address, or who runs there, is to be looked at.
    if (error instanceof DomainError && error.code === 'unavailable')
      throw new DomainError('studio_unsuitable', error.detail, { cause: error });
    throw error;
  });
  const { recordKind, ...project } = await projectOf(db, projectId);
  const matched = matchQuestion(
    there.label_config ?? '<View/>',
    { recordKind, task: toProjectTask(project) },
    { fromName, classes },
  );
  return { title: there.title ?? `Project ${studioProjectId}`, matched };
}

const projectOf = (db: Db, id: string) =>
  db.project.findUniqueOrThrow({ where: { id }, select: { recordKind: true, ...taskSelect } });

/** Ends the connection. Records and answers stay. @throws project_not_found, forbidden, studio_not_linked */
export async function disconnectStudio(
  { db, actor }: Pick<StudioContext, 'db' | 'actor'>,
  { projectId }: { projectId: string },
): Promise<void> {
  await requireManager(db, actor, projectId);
  const { count } = await db.studioLink.deleteMany({ where: { projectId } });
  if (count === 0) throw notLinked();
}

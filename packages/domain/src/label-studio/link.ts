import { type StudioLink, StudioQuestion } from '@querent/contracts';
import type { Db, Prisma, Transaction } from '@querent/db';
import { z } from 'zod';
import type { Context, SystemContext } from '../context/context.js';
import type { Vault } from '../context/vault.js';
import { DomainError } from '../errors.js';
import { readTask } from '../tasks/project-task.js';
import type { FetchRules } from '../uploads/guarded-request.js';
import type { Studio } from './ask-studio.js';

export type StudioRow = Prisma.StudioLinkGetPayload<object>;

/** What use cases of a connection have beside the others. */
export interface StudioTools {
  vault: Vault;
  /** What may be asked; left out but by tests. */
  rules?: FetchRules;
}
export type StudioContext = Context & StudioTools;
export type StudioSystemContext = SystemContext & StudioTools;

export const notLinked = () =>
  new DomainError('studio_not_linked', 'This project is not connected with Label Studio. Connect it in the settings.');

/** @throws studio_unsuitable where its token cannot be read */
export function studioOf({ url, isLocal, token: sealed }: StudioRow, vault: Vault): Studio {
  const token = vault.open(sealed);
  if (token === null)
    throw new DomainError(
      'studio_unsuitable',
      'The token for Label Studio was kept by an installation with another secret, and cannot be read here. Give it again in the settings.',
    );
  return { url, isLocal, token };
}

const Choices = z.record(z.string(), z.string());

/** What was read of the configuration there. */
export const matchedOf = ({ question, choices }: StudioRow) => ({
  question: StudioQuestion.parse(question),
  choices: Choices.parse(choices),
});

interface Counted {
  tasks: number;
  records: number;
  waiting: number;
  problems: number;
  problem: string | null;
}

/** @param workerUrl where the worker is reached from outside */
export async function toStudioLink(db: Transaction, row: StudioRow, workerUrl: string): Promise<StudioLink> {
  const [[counted], { task }] = await Promise.all([
    db.$queryRaw<[Counted]>`
      SELECT count(*)::int AS tasks, count(record_id)::int AS records,
             count(*) FILTER (WHERE noted > seen)::int AS waiting, count(problem)::int AS problems,
             (array_agg(problem ORDER BY task_id) FILTER (WHERE problem IS NOT NULL))[1] AS problem
      FROM studio_task WHERE link_id = ${row.id}`,
    readTask(db, row.projectId),
  ]);
  const { question, choices } = matchedOf(row);
  const nameOf = (id: string) => task.classes.find((one) => one.id === id)?.name ?? '?';
  return {
    projectId: row.projectId,
    url: row.url,
    studioProjectId: row.studioProjectId,
    title: row.title,
    backendUrl: backendUrlOf(row, workerUrl),
    question,
    classes: Object.fromEntries(Object.entries(choices).map(([choice, id]) => [choice, nameOf(id)])),
    setsVersion: row.setsVersion,
    ...counted,
    version: row.version,
    calledAt: row.calledAt?.toISOString() ?? null,
    labelledAt: row.labelledAt?.toISOString() ?? null,
    error: row.error,
    failedAt: row.failedAt?.toISOString() ?? null,
  };
}

const backendUrlOf = ({ path }: StudioRow, workerUrl: string) =>
  `${workerUrl.replace(/\/+$/, '')}/label-studio/${path}`;

export const findLink = (db: Db | Transaction, projectId: string): Promise<StudioRow | null> =>
  db.studioLink.findUnique({ where: { projectId } });

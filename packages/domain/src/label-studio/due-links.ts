import type { Db } from '@querent/db';
import { CATCH_UP_MS } from './note-tasks.js';
import { servedVersion } from './tell-version.js';

/** Connections with something to do whose time has come: the next try, what is to be fetched, or a model to be told. */
export async function dueLinks(db: Db): Promise<string[]> {
  const rows = await db.$queryRaw<
    { id: string; projectId: string; version: string | null; setsVersion: boolean; isDue: boolean }[]
  >`
    SELECT link.id, link.project_id AS "projectId", link.version, link.sets_version AS "setsVersion",
           (link.wants_all OR link.train_asked_at IS NOT NULL OR link.retry_at IS NOT NULL OR link.looked_at IS NULL
            OR link.looked_at < now() - ${CATCH_UP_MS} * interval '1 millisecond'
            OR EXISTS (SELECT 1 FROM studio_task WHERE link_id = link.id AND noted > seen)
            OR (link.sets_version AND link.version IS NOT NULL AND EXISTS (
                  SELECT 1 FROM studio_task task JOIN record ON record.id = task.record_id
                  WHERE task.link_id = link.id AND task.version IS DISTINCT FROM link.version
                    AND NOT record.has_label AND record.removed_at IS NULL AND record.split = 'pool'))) AS "isDue"
    FROM studio_link link JOIN project ON project.id = link.project_id
    WHERE project.removed_at IS NULL AND (link.retry_at IS NULL OR link.retry_at <= now())`;
  const due: string[] = [];
  for (const { id, projectId, version, setsVersion, isDue } of rows) {
    if (isDue || (setsVersion && (await isOther(db, projectId, version)))) due.push(id);
  }
  return due;
}

async function isOther(db: Db, projectId: string, told: string | null): Promise<boolean> {
  const serving = await servedVersion(db, projectId);
  return serving !== null && serving !== told;
}

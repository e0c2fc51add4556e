import type { RecordKind } from '@querent/contracts';
import { recordViewOf } from '@/record-kinds/registry';

/** Commands that add a record to a project, for a terminal. @param origin of this installation */
export function addingCommands(origin: string, { id, recordKind }: { id: string; recordKind: RecordKind }): string {
  const record = JSON.stringify({ id: 'n1', ...recordViewOf({ kind: recordKind }).example }).replaceAll("'", "'\\''");
  return `curl -c jar -H 'content-type: application/json' \\
  -d '{"email": "you@example.org", "password": "…"}' \\
  ${origin}/api/v1/session
curl -b jar -H 'content-type: application/x-ndjson' \\
  -d '${record}' \\
  ${origin}/api/v1/projects/${id}/records`;
}

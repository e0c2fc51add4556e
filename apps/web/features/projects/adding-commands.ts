import type { RecordKind } from '@querent/contracts';
import { recordViewOf } from '@/record-kinds/registry';

/** Commands that add a record to a project, for a terminal. @param origin of this installation */
export function addingCommands(origin: string, { id, recordKind }: { id: string; recordKind: RecordKind }): string {
  const record = JSON.stringify({ id: 'n1', ...recordViewOf({ kind: recordKind }).example }).replaceAll("'", "'\\''");
  return `curl -H 'authorization: Bearer querent_…' \\
  -H 'content-type: application/x-ndjson' \\
  -d '${record}' \\
  ${origin}/api/v1/projects/${id}/records`;
}

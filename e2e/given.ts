import type { AddedRecords, GivenRecord } from '@querent/contracts';

/** Sends records as JSONL, as a program does that streams them from a file. */
export async function sendLines(
  { address, cookie, projectId }: { address: string; cookie: string; projectId: string },
  records: GivenRecord[],
  labels: 'answers' | 'key' = 'key',
): Promise<AddedRecords> {
  const response = await fetch(`${address}/api/v1/projects/${projectId}/records?labels=${labels}`, {
    method: 'POST',
    headers: { cookie, origin: address, 'content-type': 'application/x-ndjson' },
    body: records.map((record) => JSON.stringify(record)).join('\n'),
  });
  if (!response.ok) throw new Error(`The records were refused: ${await response.text()}`);
  return response.json();
}

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFolderInbox } from '@querent/storage';
import { setUpContext } from '@querent/testing/vitest';
import { afterAll, describe, expect, it } from 'vitest';
import { appendUpload, createUpload, getUpload, refusalOf, updateLimits } from '../index.js';

const disk = mkdtempSync(join(tmpdir(), 'querent-inbox-'));
/** A small file system of its own, where this user may make one. */
function mount(megabytes: number) {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', disk], { stdio: 'ignore' });
    return true;
  } catch {
    console.warn('No small file system can be mounted here: what happens on a full disk is not tried.');
    return false;
  }
}
const isMounted = mount(20);
afterAll(() => {
  if (isMounted) execFileSync('umount', [disk]);
  rmSync(disk, { recursive: true, force: true });
});

async function* block(bytes: number) {
  for (let left = bytes; left > 0; left -= 65_536) yield Buffer.alloc(Math.min(left, 65_536), 7);
}

describe.runIf(isMounted)('a disk that becomes full under a file', () => {
  const test = setUpContext();

  it('keeps what has come, takes nothing half for whole, and goes on when there is space', async () => {
    await updateLimits(await test.as('admin'), { freeBytes: 0 });
    const inbox = openFolderInbox(disk);
    const context = { ...test.eve, inbox };
    const bytes = 15_000_000;
    const { id: uploadId } = await createUpload(context, { unverifiedName: 'a', bytes });
    await inbox.create('ba11a57');
    await inbox.append('ba11a57', 0, block(10_000_000));
    const sent = appendUpload(context, { uploadId, offset: 0, bytes }, block(bytes));
    await expect(sent.catch((error) => Promise.reject(refusalOf(error)))).rejects.toMatchObject({ code: 'disk_full' });
    const { receivedBytes, isWhole } = await getUpload(context, { uploadId });
    expect([receivedBytes > 5_000_000, receivedBytes < bytes, isWhole]).toEqual([true, true, false]);
    const refused = createUpload(context, { unverifiedName: 'b', bytes: 1_000_000 });
    await expect(refused).rejects.toMatchObject({ code: 'disk_full' });

    await inbox.remove('ba11a57');
    const rest = { uploadId, offset: receivedBytes, bytes: bytes - receivedBytes };
    expect(await appendUpload(context, rest, block(rest.bytes))).toMatchObject({ isWhole: true, receivedBytes: bytes });
    let sum = 0;
    for await (const chunk of inbox.read(uploadId)) {
      expect(chunk.every((byte) => byte === 7)).toBe(true);
      sum += chunk.byteLength;
    }
    expect(sum).toBe(bytes);
  });
});

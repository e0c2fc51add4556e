import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readDigits } from './digits.ts';

const SCRIPT = fileURLToPath(new URL('./peers/training.py', import.meta.url));
const PYTHON = process.env.QUERENT_PEER_PYTHON ?? 'python3';

/** Why the peer cannot be run here, or null. */
export function whyNoPeer() {
  const { error, status } = spawnSync(PYTHON, ['-c', 'import torch'], { stdio: 'ignore' });
  if (error) return `${PYTHON} is not there; QUERENT_PEER_PYTHON names a Python with torch`;
  return status === 0 ? null : `${PYTHON} has no torch; QUERENT_PEER_PYTHON names a Python that has it`;
}

export interface PeerFit {
  version: string;
  threads: number;
  weights: number;
  epochSeconds: number[];
}

/** One fit in PyTorch on the same images; like ours, in a process of its own. */
export function fitPeer({ images, epochs }: { images: number; epochs: number }): PeerFit {
  const folder = mkdtempSync(join(tmpdir(), 'querent-peer-'));
  try {
    const { features, labels } = readDigits();
    const file = join(folder, 'digits');
    writeFileSync(
      file,
      Buffer.concat([
        Uint8Array.from(features.data.subarray(0, images * 784)),
        Uint8Array.from(labels.subarray(0, images)),
      ]),
    );
    const { status, stdout, stderr } = spawnSync(PYTHON, [SCRIPT, file, String(images), String(epochs)], {
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`The peer failed: ${stderr.trim().split('\n').at(-1)}`);
    return JSON.parse(stdout);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

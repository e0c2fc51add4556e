import { build, generateClient } from './build.ts';
import { prepareNative } from './native.ts';
import { preparePhotoNetwork } from './photo-network.ts';
import { stage } from './stages.mjs';

const STAGES = {
  'Training library': prepareNative,
  'Database client': generateClient,
  Build: build,
  'Network for photos': preparePhotoNetwork,
};

/** From installed packages to something that runs: `npm start` and `npm test` go on with it. @throws StageError */
export async function setUp() {
  for (const [title, work] of Object.entries(STAGES)) await stage(title, work);
}

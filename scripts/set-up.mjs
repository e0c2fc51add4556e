import { build, generateClient } from './build.mjs';
import { installPackages } from './install.mjs';
import { prepareNative } from './native.mjs';
import { stage } from './stages.mjs';

const STAGES = {
  Packages: installPackages,
  'Training library': prepareNative,
  'Database client': generateClient,
  Build: build,
};

/** From a fresh clone to something that runs: `npm start` and `npm test` begin with it. @throws StageError */
export async function setUp() {
  for (const [title, work] of Object.entries(STAGES)) await stage(title, work);
}

import { build } from 'esbuild';
import { expect, it } from 'vitest';

it.each(['acquisitions', 'selections'])(
  '%s run in a browser: nothing of Node, TensorFlow or ONNX comes along',
  async (folder) => {
    const { metafile } = await build({
      entryPoints: [new URL(`../${folder}/index.ts`, import.meta.url).pathname],
      bundle: true,
      write: false,
      metafile: true,
      platform: 'browser',
      format: 'esm',
    });
    const foreign = Object.keys(metafile.inputs).filter(
      (path) => path.includes('node_modules') && !path.includes('/zod/'),
    );
    expect(foreign).toEqual([]);
  },
);

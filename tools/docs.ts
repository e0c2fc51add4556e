import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { PYTHON_FILES } from './clients/python-models.ts';
import { methodsPage } from './methods/page.ts';
import { methodPictures } from './methods/pictures.ts';
import { ROOT } from './stages.mjs';

/** `npm run docs`: writes what is generated of the docs out of the registries. */
const folder = `${ROOT}/docs/images/methods`;
mkdirSync(folder, { recursive: true });
const pictures = methodPictures();
for (const [name, svg] of pictures) writeFileSync(`${folder}/${name}`, svg);
for (const name of readdirSync(folder)) if (!pictures.has(name)) rmSync(`${folder}/${name}`);
writeFileSync(`${ROOT}/docs/methods.md`, methodsPage());
for (const [path, make] of Object.entries(PYTHON_FILES)) writeFileSync(`${ROOT}/${path}`, make());

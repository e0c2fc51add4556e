// @ts-check
// Prisma's command line asks for Node 20.19. Generating the client works on 20.9 as well, once it is given the function for
// colours that older ones lack and is spared the parts for its development server, which they cannot load.
const Module = /** @type {{ _load: (request: string, ...rest: unknown[]) => unknown }} */ (
  /** @type {unknown} */ (require('node:module'))
);
const util = require('node:util');

util.styleText ??= (_style, text) => text;
if (!process.features.require_module) {
  const load = Module._load;
  Module._load = (request, ...rest) => (request.startsWith('@prisma/dev') ? {} : load.call(Module, request, ...rest));
}

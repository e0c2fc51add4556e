import { fuzzApi, schemathesis } from './fuzzing.ts';

/** `npm run fuzz:api [options of Schemathesis]`: every route at full length; the journeys have a short form of it. */
const given = process.argv.slice(2);
const words = given.length > 0 ? given : ['--max-examples', '100'];
const found = await fuzzApi(await schemathesis(), words, (text) => process.stdout.write(text));
console.log(found.length > 0 ? `\n${found.length} parts have found something.` : '\nNothing was found.');
process.exitCode = found.length > 0 ? 1 : 0;

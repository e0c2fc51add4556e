import { Command } from 'commander';
import { addCompletion } from './commands/completion.js';
import { addExport } from './commands/export.js';
import { addImport } from './commands/import.js';
import { addLabelling } from './commands/labelling.js';
import { addLogin } from './commands/login.js';
import { addModels } from './commands/models.js';
import { addPredict } from './commands/predict.js';
import { addProjects } from './commands/projects.js';
import { addRounds } from './commands/rounds.js';
import { addWait } from './commands/wait.js';
import { EXIT } from './failure.js';

const AFTER = `
Ends with ${EXIT.done} when done, ${EXIT.failed} for what nobody expected, ${EXIT.usage} where the line is wrong, ${EXIT.signIn} where you are not signed in,
${EXIT.notAllowed} where it is not allowed, ${EXIT.notFound} where something is not there, ${EXIT.refused} where the server refuses, ${EXIT.away} where it does not
answer, ${EXIT.timeout} where time is up, ${EXIT.hasFailed} where what was waited for failed, ${EXIT.interrupted} by Ctrl-C.

QUERENT_URL and QUERENT_KEY stand in for what "querent login" keeps.`;

/** All commands. Errors of the line are thrown, after they were shown. */
export function makeProgram(): Command {
  const program = new Command('querent')
    .description('Active learning from the command line: bring files, follow rounds, take labels out, predict.')
    .version('0.1.0')
    .option('--json', 'print one JSON document on stdout and nothing else')
    .option('--quiet', 'say nothing but results and errors')
    .option('--url <address>', 'where Querent is, such as http://127.0.0.1:3000')
    .showHelpAfterError('(--help says what there is)')
    .addHelpText('after', AFTER)
    .exitOverride();
  for (const add of [
    addLogin,
    addProjects,
    addImport,
    addLabelling,
    addRounds,
    addWait,
    addModels,
    addPredict,
    addExport,
  ])
    add(program);
  addCompletion(program);
  return program;
}

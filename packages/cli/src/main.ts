import { CommanderError } from 'commander';
import { CliError, EXIT, failureOf } from './failure.js';
import { makeProgram } from './program.js';
import { asked, interruption } from './run.js';

/** `querent`: ends with the code of what happened, and with a sentence on stderr where it did not go well. */
process.on('SIGINT', () => {
  if (interruption.signal.aborted) process.exit(EXIT.interrupted);
  interruption.abort(new CliError('Stopped.', EXIT.interrupted));
});
process.once('SIGTERM', () => interruption.abort(new CliError('Stopped.', EXIT.interrupted)));
// Whoever reads, such as `head`, has enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(EXIT.done);
  throw error;
});

try {
  await makeProgram().parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.usage;
  else {
    const failure = failureOf(error, asked.address);
    if (process.stderr.isTTY) process.stderr.write('\r\x1b[2K');
    process.stderr.write(`${failure.message}\n`);
    if (process.env.QUERENT_DEBUG) console.error(failure.cause ?? failure);
    // What was begun, such as a piece of a file, would hold the process up.
    process.exit(failure.exitCode);
  }
}

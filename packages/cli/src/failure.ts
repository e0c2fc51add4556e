import { ApiError, type Problem } from '@querent/contracts';

/** What the process ends with; the README of the package says the same. */
export const EXIT = {
  done: 0,
  /** Something that is no fault of the command: a bug, or a disk that cannot be written. */
  failed: 1,
  usage: 2,
  /** There is no key, or it does not work. */
  signIn: 3,
  /** The key, or the role of its person, does not allow it. */
  notAllowed: 4,
  notFound: 5,
  /** The server has understood and refused: what is there, or what was given, does not fit. */
  refused: 6,
  /** The server does not answer, or is not ready. */
  away: 7,
  /** What was waited for did not come in the time given. */
  timeout: 8,
  /** What was waited for has failed. */
  hasFailed: 9,
  /** By Ctrl-C, as shells have it. */
  interrupted: 130,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Ends the program with a sentence that says what to do next. */
export class CliError extends Error {
  readonly exitCode: ExitCode;
  readonly problem: Problem | null;

  constructor(
    message: string,
    exitCode: ExitCode = EXIT.usage,
    { problem, cause }: { problem?: Problem | null; cause?: unknown } = {},
  ) {
    super(message, { cause });
    this.name = 'CliError';
    this.exitCode = exitCode;
    this.problem = problem ?? null;
  }
}

/** Any error as one of the command line. @param address of the server that was asked */
export function failureOf(error: unknown, address: string): CliError {
  if (error instanceof CliError) return error;
  // A request that was ended by Ctrl-C has that as its cause.
  if (error instanceof ApiError && error.cause instanceof CliError) return error.cause;
  if (error instanceof ApiError) return ofAnswer(error, address);
  if (error instanceof Error && error.name === 'AbortError') return new CliError('Stopped.', EXIT.interrupted);
  return new CliError(error instanceof Error ? error.message : String(error), EXIT.failed, { cause: error });
}

function ofAnswer({ problem, cause }: ApiError, address: string): CliError {
  if (!problem)
    return new CliError(
      `Nothing answers at ${address} (${reasonOf(cause)}). Is Querent running there? Start it, or name another address with --url.`,
      EXIT.away,
      { cause },
    );
  const said = { problem, cause };
  switch (problem.code) {
    case 'unreadable':
      return new CliError(
        `What ${address} answers is not what this version of the command line knows. Check the address, and whether both are of the same version.`,
        EXIT.away,
        said,
      );
    case 'not_signed_in':
      return new CliError('No key was given. Make one on your account page, and run: querent login', EXIT.signIn, said);
    case 'key_invalid':
      return new CliError(`${problem.detail} Then run: querent login`, EXIT.signIn, said);
    default:
      return new CliError(problem.detail, exitCodeOf(problem.status), said);
  }
}

function exitCodeOf(status: number): ExitCode {
  if (status === 401) return EXIT.signIn;
  if (status === 403) return EXIT.notAllowed;
  if (status === 404) return EXIT.notFound;
  return status === 429 || status >= 500 ? EXIT.away : EXIT.refused;
}

function reasonOf(cause: unknown): string {
  const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
  if (inner instanceof Error && 'code' in inner) return String(inner.code);
  return inner instanceof Error ? inner.message : 'no reason was given';
}

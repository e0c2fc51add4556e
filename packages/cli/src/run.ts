import type { Command } from 'commander';
import { type Connection, connect } from './connection.js';
import { loginFor } from './settings.js';
import { openTerminal, type Terminal } from './terminal.js';

/** One run of the program: what a command works with. */
export interface Run {
  terminal: Terminal;
  /** As who is signed in. @throws CliError where nobody is */
  connect(): Connection;
  /** As was said on the line, if at all. */
  url: string | undefined;
  signal: AbortSignal;
}

interface Globals {
  json?: boolean;
  quiet?: boolean;
  url?: string;
}

/** Ends with Ctrl-C: the signal of all requests of this process. */
export const interruption = new AbortController();
/** Where was asked last, for the words of a failure. */
export const asked = { address: 'the server' };

export function runOf(command: Command): Run {
  const { json = false, quiet = false, url } = command.optsWithGlobals<Globals>();
  const { signal } = interruption;
  return {
    terminal: openTerminal({ isJson: json, isQuiet: quiet, signal }),
    connect() {
      const login = loginFor(url);
      asked.address = login.url;
      return connect(login, signal);
    },
    url,
    signal,
  };
}

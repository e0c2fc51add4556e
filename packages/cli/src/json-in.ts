import { CliError } from './failure.js';

/** JSON as programs write it: a list, one value, or one to a line. @throws CliError that names the line */
export function jsonIn(text: string): unknown[] {
  try {
    const whole: unknown = JSON.parse(text);
    return Array.isArray(whole) ? whole : [whole];
  } catch {}
  const lines = text.split('\n').map((line, at) => ({ line: line.trim(), at: at + 1 }));
  return lines
    .filter(({ line }) => line !== '')
    .map(({ line, at }): unknown => {
      try {
        return JSON.parse(line);
      } catch {
        throw new CliError(`Line ${at} is no JSON: ${line.slice(0, 60)}`);
      }
    });
}

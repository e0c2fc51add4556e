import { CliError } from './failure.js';

/** JSON as programs write it: a list, one value, or one to a line. @throws CliError that names the line */
export function jsonIn(text: string): unknown[] {
  try {
    const whole: unknown = JSON.parse(text);
    return Array.isArray(whole) ? whole : [whole];
  } catch {}
  const lines = text.split('\n').map((line, at) => ({ line: line.trim(), at: at + 1 }));
  // As Python and others write what is missing, also in one value over several lines.
  const other = lines.find((one) => NO_NUMBER.test(one.line));
  if (other && !isJson(other.line))
    throw new CliError(
      `Line ${other.at} has ${NO_NUMBER.exec(other.line)?.[0]}, which JSON does not know. Write null where a value is missing.`,
    );
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

const NO_NUMBER = /(?<=(?:^|[:,[])\s*)(NaN|-?Infinity)(?=\s*(?:[\],}]|$))/;

function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}

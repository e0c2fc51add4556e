/** Lines of `choice = class`; what is no such line is left out. The last sign of equality counts, since choices may hold some. */
export function mappingOf(text: string): Record<string, string> {
  const pairs = text.split('\n').flatMap((line) => {
    const at = line.lastIndexOf('=');
    const pair = [line.slice(0, at).trim(), line.slice(at + 1).trim()] as const;
    return at > 0 && pair[0] && pair[1] ? [pair] : [];
  });
  return Object.fromEntries(pairs);
}

/** The same, the other way round: only what is called differently. */
export const textOf = (classes: Record<string, string>): string =>
  Object.entries(classes)
    .filter(([choice, name]) => choice !== name)
    .map(([choice, name]) => `${choice} = ${name}`)
    .join('\n');

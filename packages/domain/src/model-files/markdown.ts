/** Signs that mean something in Markdown, in the dialects of GitHub and the hub, wherever they stand in a line. */
const SIGNS = /[\\`*_[\]<>#|~&$@]|:(?=\/\/)|(?<=www)\./gi;
/** What means something at the beginning of a line only. */
const OPENING = /^(?:[-+=]|\d+[.)])/;

/**
 * What people have written, as one line of Markdown that says just that: it makes no heading, link, picture, mark or tag, and
 * ends no cell of a table.
 */
export function plain(text: string): string {
  const line = text.replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ').trim();
  return line.replace(SIGNS, (sign) => `\\${sign}`).replace(OPENING, (sign) => `\\${sign}`);
}

/** A value of YAML: JSON is one, and what stands inside stays there. */
export const yaml = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** A table; its cells are Markdown already. */
export const table = (head: string[], rows: string[][]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** Code as it is. Its lines are this product's own and hold no fence. */
export const fenced = (language: string, code: string): string => `\`\`\`${language}\n${code.trimEnd()}\n\`\`\``;

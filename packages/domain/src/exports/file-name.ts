const MOST = 60;

/** A project's name in letters that every system takes. */
export function plainName(project: string): string {
  const plain = project
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-+/, '');
  return [...plain].slice(0, MOST).join('').replace(/-+$/, '') || 'project';
}

/** What a file of an export is called: by its project, what it holds and the day, in letters that every system takes. */
export function fileNameOf(
  project: string,
  rows: string,
  { extension, day }: { extension: string; day: Date },
): string {
  return `${plainName(project)}-${rows}-${day.toISOString().slice(0, 10)}.${extension}`;
}

const MOST = 60;

/** What a file of an export is called: by its project, what it holds and the day, in letters that every system takes. */
export function fileNameOf(
  project: string,
  rows: string,
  { extension, day }: { extension: string; day: Date },
): string {
  const plain = project
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-+/, '');
  const short = [...plain].slice(0, MOST).join('').replace(/-+$/, '');
  return `${short || 'project'}-${rows}-${day.toISOString().slice(0, 10)}.${extension}`;
}

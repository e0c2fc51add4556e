/** A project by the name of its file: `ag_news-train.csv.gz` is "Ag news train"; empty where the file has none. */
export function nameFor(fileName: string): string {
  const bare = fileName.split('/').at(-1) ?? '';
  const words = bare
    .replace(/(\.[a-z0-9]{1,6}){1,2}$/i, '')
    .replace(/[_\-.\s]+/g, ' ')
    .trim();
  if (words === '' || words === 'pasted') return '';
  return (words[0]!.toUpperCase() + words.slice(1)).slice(0, 200);
}

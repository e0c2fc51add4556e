/**
 * Puts a text on the clipboard.
 *
 * @param select marks it on the page: browsers have a clipboard on secure pages only; elsewhere the old way copies what is
 *   marked, and it stays so for Ctrl+C
 */
export async function copyText(text: string, select: () => void): Promise<boolean> {
  const isDone = await navigator.clipboard?.writeText(text).then(
    () => true,
    () => false,
  );
  select();
  return isDone || document.execCommand('copy');
}

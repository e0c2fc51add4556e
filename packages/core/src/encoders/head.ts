/**
 * As much of a text as is needed, so that a megabyte is not cut into tokens for the sake of the first hundred: its first
 * `length` characters, or twice, four times … as many. The cut falls on a space where there is one.
 *
 * @param isEnough is asked for each head that is shorter than the text
 */
export function headOf(text: string, length: number, isEnough: (head: string) => boolean): string {
  for (let size = length; size < text.length; size *= 2) {
    const space = text.lastIndexOf(' ', size);
    const head = text.slice(0, space > 0 ? space : size);
    if (isEnough(head)) return head;
  }
  return text;
}

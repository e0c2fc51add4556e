/** The first bytes of a stream, which is closed. */
export async function headOf(chunks: AsyncIterable<Uint8Array>, bytes: number): Promise<Uint8Array> {
  const seen: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    seen.push(chunk);
    length += chunk.length;
    if (length >= bytes) break;
  }
  return Buffer.concat(seen).subarray(0, bytes);
}

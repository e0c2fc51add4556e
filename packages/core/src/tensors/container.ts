/**
 * The frame around everything the core writes: a magic word, a version, a checksum, a JSON header, raw numbers.
 *
 *     0 magic, 4 letters   4 version   8 CRC-32 of all that follows   12 length of the header   16 header, padded to 4   body
 *
 * All numbers are little-endian.
 */
const VERSION = 2;
const FRAME = 16;

const bodyStart = (headerLength: number) => Math.ceil((FRAME + headerLength) / 4) * 4;

/**
 * Bytes of a header and the parts of a body, one after the other.
 *
 * @param magic four letters that name the kind of file
 */
export function pack(magic: string, header: unknown, parts: ArrayBufferView[]): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(header));
  let at = bodyStart(text.length);
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, at));
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode(magic));
  view.setUint32(4, VERSION, true);
  view.setUint32(12, text.length, true);
  bytes.set(text, FRAME);
  for (const part of parts) {
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
    at += part.byteLength;
  }
  view.setUint32(8, crc32(bytes.subarray(12)), true);
  return bytes;
}

/**
 * The header and the body, which is a view of `bytes`.
 *
 * @param corrupt makes the error to throw from a short reason
 */
export function unpack(
  magic: string,
  bytes: Uint8Array,
  corrupt: (reason: string) => Error,
): { header: unknown; body: Uint8Array } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < FRAME || new TextDecoder().decode(bytes.subarray(0, 4)) !== magic)
    throw corrupt('not such a file');
  if (view.getUint32(4, true) !== VERSION) throw corrupt('written by another version');
  if (view.getUint32(8, true) !== crc32(bytes.subarray(12))) throw corrupt('cut short or damaged');
  const headerLength = view.getUint32(12, true);
  const text = new TextDecoder().decode(bytes.subarray(FRAME, FRAME + headerLength));
  try {
    return { header: JSON.parse(text), body: bytes.subarray(bodyStart(headerLength)) };
  } catch {
    throw corrupt('its header makes no sense');
  }
}

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

/** Node's own, which is many times faster, where there is one: not in a browser, and not before Node 20.15. */
const native = globalThis.process?.getBuiltinModule?.('node:zlib').crc32 as typeof crc32 | undefined;

/** CRC-32 as in zip files (ISO 3309). @returns in [0, 2³²) */
export function crc32(bytes: Uint8Array): number {
  return native ? native(bytes) : crc32ByTable(bytes);
}

/** The same number without any library. */
export function crc32ByTable(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (let i = 0; i < bytes.length; i++) crc = TABLE[(crc ^ bytes[i]!) & 0xff]! ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

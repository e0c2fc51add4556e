/** Characters that some system does not take in a name, or that lead elsewhere. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const UNSAFE = /[\u0000-\u001f\u007f<>:"/\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]+/g;
/** Windows keeps them for devices, whatever follows the dot. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;
/** Characters, so that the longest in UTF-8 with a number behind it still has less than 255 bytes. */
const MOST = 60;

/** A name that every system takes as that of one file or folder. */
function safe(name: string): string {
  const plain = name
    .normalize('NFC')
    .replace(UNSAFE, '_')
    .replace(/^[\s.]+|[\s.]+$/g, '');
  const short = [...plain]
    .slice(0, MOST)
    .join('')
    .replace(/[\s.]+$/, '');
  if (short === '') return '_';
  return DEVICE.test(short) ? `_${short}` : short;
}

/** Systems that do not tell names apart by case, or by how a letter is put together, take these for one. */
const fold = (name: string) => name.normalize('NFKC').toLowerCase();

/**
 * Gives paths of two parts, folder and file, of which no two are the same on any system. A folder stands for one name: of
 * two that would be written alike, the second gets a number.
 *
 * @returns takes the names as they are, and the ending of the file's name
 */
export function fileNames(): (folder: string, name: string, ending: string) => string {
  const folders = new Map<string, string>();
  const taken = new Set<string>();
  const free = (wanted: string, place: string, ending: string) => {
    for (let number = 1; ; number++) {
      const name = number === 1 ? `${wanted}${ending}` : `${wanted} (${number})${ending}`;
      const key = fold(place + name);
      if (taken.has(key)) continue;
      taken.add(key);
      return name;
    }
  };
  const folderFor = (given: string) => {
    const known = folders.get(given);
    if (known !== undefined) return known;
    const made = free(safe(given), '', '');
    folders.set(given, made);
    return made;
  };
  return (folder, name, ending) => {
    const place = `${folderFor(folder)}/`;
    return place + free(safe(name.replace(/\.(?:png|jpe?g|gif|webp|bmp|tiff?|avif)$/i, '')), place, ending);
  };
}

const STARTS: [ending: string, start: string][] = [
  ['.png', '\x89PNG'],
  ['.jpg', '\xff\xd8\xff'],
  ['.gif', 'GIF8'],
];

/** How the name of a picture ends, by its bytes: it may have been brought as another kind of file. */
export function endingOf(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  const [ending] = STARTS.find(([, start]) => head.startsWith(start)) ?? [];
  return ending ?? (head.startsWith('RIFF') && head.endsWith('WEBP') ? '.webp' : '.img');
}

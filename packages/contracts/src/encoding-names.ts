/** Where it is more than capitals. */
const NAMES: Record<string, string> = {
  ...{ 'utf-16le': 'UTF-16 LE', 'utf-16be': 'UTF-16 BE', 'utf-32le': 'UTF-32 LE', 'utf-32be': 'UTF-32 BE' },
  ...{ big5: 'Big5', shift_jis: 'Shift JIS', macintosh: 'Mac OS Roman', 'x-mac-cyrillic': 'Mac OS Cyrillic' },
};

/** An encoding as people write it: "Windows-1252", "UTF-8". @param label of the WHATWG Encoding Standard */
export const encodingName = (label: string): string =>
  Object.hasOwn(NAMES, label) ? NAMES[label]! : label.toUpperCase().replace(/^WINDOWS-/, 'Windows-');

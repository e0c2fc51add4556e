const LONGEST = 1_000;
/** Control characters, and those that change the direction of what follows so that a name seems to end otherwise. */
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\p{Surrogate}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** The name of a file as it can be shown and stored, without the folders it lay in; `file` where nothing is left of it. */
export function safeName(unverified: string): string {
  const [last = ''] = unverified.replace(UNSEEN, '').split(/[\\/]/).slice(-1);
  const name = [...last.trim()].slice(0, LONGEST).join('').slice(0, LONGEST);
  return /^\.*$/.test(name) ? 'file' : name.replace(/\p{Surrogate}/gu, '');
}

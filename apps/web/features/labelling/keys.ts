export type LabellingAction = { type: 'label'; label: number } | { type: 'skip' } | { type: 'undo' } | { type: 'help' };

interface KeyPress {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  repeat: boolean;
  isInField: boolean;
  /** The list of keys lies over the card. */
  isHelpOpen: boolean;
  /** A button or link that was reached with the Tab key: Space belongs to it. */
  isOnControl: boolean;
}

/**
 * The key of each class: classes that are digits have their own, others 1 … 9 and 0 in their order; null beyond ten.
 *
 * @param classes names in their order
 */
export function keysOf(classes: string[]): (string | null)[] {
  if (classes.every((name) => /^[0-9]$/.test(name))) return classes;
  return classes.map((_, index) => (index < 10 ? String((index + 1) % 10) : null));
}

/** What a key press asks for; null where it is none of ours: in a text field, with a modifier, held down, over the card. */
export function actionOf(press: KeyPress, classes: string[]): LabellingAction | null {
  const { ctrlKey, metaKey, altKey, repeat, isInField, isHelpOpen, isOnControl } = press;
  if (repeat || isInField) return null;
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  if (isHelpOpen) return key === '?' ? { type: 'help' } : null;
  if ((ctrlKey || metaKey) && !altKey) return key === 'z' ? { type: 'undo' } : null;
  if (altKey) return null;
  const label = keysOf(classes).indexOf(key);
  if (label >= 0) return { type: 'label', label };
  if (key === 's' || (key === ' ' && !isOnControl)) return { type: 'skip' };
  if (key === 'u' || key === 'Backspace') return { type: 'undo' };
  return key === '?' ? { type: 'help' } : null;
}

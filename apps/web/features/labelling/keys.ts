export type LabellingAction<TaskAction> =
  | { type: 'task'; action: TaskAction }
  | { type: 'skip' }
  | { type: 'undo' }
  | { type: 'help' }
  /** Answers nothing: the card may scroll by it, or zoom. */
  | { type: 'card'; key: string };

export interface KeyPress {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  repeat: boolean;
  isInField: boolean;
  /** The list of keys lies over the card. */
  isHelpOpen: boolean;
  /** A button, a link or what scrolls, reached with the Tab key: Space and Enter belong to it. */
  isOnControl: boolean;
}

/**
 * What a key press asks for; null where it is none of ours: in a text field, with a modifier, over the card. One that is held
 * down answers nothing.
 *
 * @param ofTask what the key means to the task: its keys go before those of the page
 */
export function actionOf<TaskAction>(
  press: KeyPress,
  ofTask: (key: string) => TaskAction | null,
): LabellingAction<TaskAction> | null {
  const { ctrlKey, metaKey, altKey, repeat, isInField, isHelpOpen, isOnControl } = press;
  if (isInField) return null;
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  if (isHelpOpen) return key === '?' && !repeat ? { type: 'help' } : null;
  if ((ctrlKey || metaKey) && !altKey) return key === 'z' && !repeat ? { type: 'undo' } : null;
  if (altKey || (isOnControl && (key === ' ' || key === 'Enter'))) return null;
  const action = ofTask(key);
  if (repeat) return action ? null : { type: 'card', key };
  return action ? { type: 'task', action } : (PAGE_KEYS[key] ?? { type: 'card', key });
}

const PAGE_KEYS: Record<string, { type: 'skip' | 'undo' | 'help' }> = {
  s: { type: 'skip' },
  ' ': { type: 'skip' },
  u: { type: 'undo' },
  Backspace: { type: 'undo' },
  '?': { type: 'help' },
};

/** What is printed beside the buttons of the page, and in the list of keys, where classes may have taken some. */
export function pageKeys(isTaken: (key: string) => boolean) {
  return { skip: isTaken('s') ? ['space'] : ['s', 'space'], undo: [...(isTaken('u') ? [] : ['u']), '⌫', 'ctrl+z'] };
}

export type BrowserStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

/** The browser's storage; where it is switched off, one that has no room, so that no answer is taken. */
export function browserStorage(): BrowserStorage {
  try {
    return window.localStorage ?? noRoom; // null in some embedded browsers
  } catch {
    return noRoom;
  }
}

const noRoom: BrowserStorage = {
  length: 0,
  key: () => null,
  getItem: () => null,
  removeItem: () => {},
  setItem() {
    throw new Error('This browser keeps no site data.');
  },
};

/** The reader of pictures stands on a native library, which is loaded with the first picture only. */
export const loadReadImage = (): Promise<typeof import('../read-image.js')> => import('../read-image.js');

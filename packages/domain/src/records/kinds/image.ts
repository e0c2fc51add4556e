import { imageUrl } from '../image-url.js';
import { defineKind } from './kind.js';
import { loadReadImage } from './load-read-image.js';
import { keepPicture } from './picture.js';

interface Size {
  width: number;
  height: number;
}

/** Pictures of any size. */
export const image = defineKind<'image', object>({
  id: 'image',
  async take({ read }, _, store) {
    const { objectKey, ...size } = await keepPicture(await read(), store);
    return { content: size, objectKey, contentHash: objectKey, shape: {} };
  },
  view({ id, content }) {
    const { width = null, height = null } = content as Partial<Size>;
    return { kind: 'image', url: imageUrl(id), width, height };
  },
  async read({ objectKey }, store) {
    const { readImage } = await loadReadImage();
    return readImage(await store.get(objectKey!));
  },
  write: ({ name, objectKey }, store) => ({ kind: 'image', name, read: () => store.get(objectKey!) }),
});

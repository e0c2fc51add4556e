import { imageUrl } from '../image-url.js';
import { defineKind } from './kind.js';
import { keepPicture, type Look, lookOfKept } from './picture.js';

/** Pictures of any size. */
export const image = defineKind<'image', object>({
  id: 'image',
  async take({ read }, _, store) {
    const { objectKey, ...look } = await keepPicture(read, store);
    return { content: look, objectKey, contentHash: objectKey, shape: {} };
  },
  view({ id, content }) {
    const { width = null, height = null } = content as Partial<Look>;
    return { kind: 'image', url: imageUrl(id), width, height };
  },
  async read({ objectKey, content }, store) {
    const read = () => store.get(objectKey!);
    const { width, height, channels } = content as Partial<Look>;
    const look = width && height && channels ? { width, height, channels } : await lookOfKept(read);
    return { kind: 'image', ...look, read };
  },
  write: ({ name, objectKey }, store) => ({ kind: 'image', name, read: () => store.get(objectKey!) }),
});

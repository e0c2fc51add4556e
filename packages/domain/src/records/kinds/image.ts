import { DomainError } from '../../errors.js';
import { imageUrl } from '../image-url.js';
import { defineKind } from './kind.js';
import { loadReadImage } from './load-read-image.js';
import { keepPicture } from './picture.js';

interface Shape {
  width: number;
  height: number;
}

/** Pictures of one size. */
export const image = defineKind<'image', Shape>({
  id: 'image',
  async take({ read }, known, store) {
    const { objectKey, width, height } = await keepPicture(await read(), store);
    const shape = known ?? { width, height };
    if (width !== shape.width || height !== shape.height)
      throw new DomainError(
        'invalid_input',
        `The image has ${width} × ${height} pixels, the others ${shape.width} × ${shape.height}. Bring them to one size.`,
      );
    return { content: { width, height }, objectKey, contentHash: objectKey, shape };
  },
  view({ id, content }) {
    const { width = null, height = null } = content as Partial<Shape>;
    return { kind: 'image', url: imageUrl(id), width, height };
  },
  async read({ objectKey }, store) {
    const { readImage } = await loadReadImage();
    return readImage(await store.get(objectKey!));
  },
});

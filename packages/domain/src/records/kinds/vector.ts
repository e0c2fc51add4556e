import { vector as contract, formatCount, many } from '@querent/contracts';
import { DomainError } from '../../errors.js';
import { imageUrl } from '../image-url.js';
import { hashOf } from './hash.js';
import { defineKind, within } from './kind.js';
import { keepPicture } from './picture.js';

interface Content {
  values: number[];
  text: string | null;
  link: string | null;
}
interface Shape {
  width: number;
}
const SHOWN = 16;
const contentOf = (content: unknown) => content as Content;

/** Vectors of one width, with a text, a link or a picture beside them. */
export const vector = defineKind<'vector', Shape>({
  id: 'vector',
  async take({ image, ...unverified }, known, store) {
    const { values, text = null, link = null } = within(contract.given, unverified);
    const shape = known ?? { width: values.length };
    if (values.length !== shape.width)
      throw new DomainError(
        'invalid_input',
        `The vector has ${many(values.length, 'number')}, those of this project have ${formatCount(shape.width)}. Give all of them one length.`,
      );
    const picture = image ? await keepPicture(() => image.read(), store) : null;
    const content: Content = { values, text, link };
    const objectKey = picture?.objectKey ?? null;
    return { content, objectKey, contentHash: hashOf(JSON.stringify({ ...content, objectKey })), shape };
  },
  view({ id, content, objectKey }) {
    const { values, text, link } = contentOf(content);
    const imageOf = objectKey === null ? null : imageUrl(id);
    return { kind: 'vector', count: values.length, numbers: values.slice(0, SHOWN), text, link, imageUrl: imageOf };
  },
  read: async ({ content }) => ({ kind: 'vector', values: contentOf(content).values }),
  write({ name, content, objectKey }, store) {
    const { values, text, link } = contentOf(content);
    return {
      kind: 'vector',
      values,
      ...(text === null ? {} : { text }),
      ...(link === null ? {} : { link }),
      ...(objectKey === null ? {} : { image: { name, read: () => store.get(objectKey) } }),
    };
  },
});

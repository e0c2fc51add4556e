import { PictureTile } from '../image/picture-tile';
import type { ThumbnailProps } from '../record-kind';
import { TextLines } from '../text/text-lines';
import { FirstNumbers } from './first-numbers';
import { safeLink } from './safe-link';

/** What people can look at before what they cannot read. */
export function VectorThumbnail({ content }: ThumbnailProps<'vector'>) {
  if (content.imageUrl) return <PictureTile url={content.imageUrl} />;
  const words = content.text ?? (content.link && safeLink(content.link)?.title);
  return words ? <TextLines text={words} /> : <FirstNumbers content={content} />;
}

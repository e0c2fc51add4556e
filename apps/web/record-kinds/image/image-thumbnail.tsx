import type { ThumbnailProps } from '../record-kind';
import { PictureTile } from './picture-tile';

export const ImageThumbnail = ({ content }: ThumbnailProps<'image'>) => <PictureTile url={content.url} />;

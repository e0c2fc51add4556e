import type { RecordKindView } from '../record-kind';
import { ImageThumbnail } from './image-thumbnail';
import { ImageView } from './image-view';
import { ZOOM_LEGEND } from './zoom-keys';

export const image: RecordKindView<'image'> = {
  View: ImageView,
  Thumbnail: ImageThumbnail,
  isTile: () => true,
  picturesOf: ({ url }) => [url],
  example: { image: '… the bytes in base64 …' },
  legend: () => ZOOM_LEGEND,
};

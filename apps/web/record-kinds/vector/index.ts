import { ZOOM_LEGEND } from '../image/zoom-keys';
import type { RecordKindView } from '../record-kind';
import { SCROLL_LEGEND } from '../use-scroller';
import { VectorThumbnail } from './vector-thumbnail';
import { VectorView } from './vector-view';

export const vector: RecordKindView<'vector'> = {
  View: VectorView,
  Thumbnail: VectorThumbnail,
  isTile: ({ imageUrl }) => imageUrl !== null,
  picturesOf: ({ imageUrl }) => (imageUrl === null ? [] : [imageUrl]),
  example: { vector: [0.5, -1.25, 3], text: 'What people look at' },
  legend: ({ imageUrl, text, link }) => [
    ...(imageUrl === null ? [] : ZOOM_LEGEND),
    ...(imageUrl === null || text !== null || link !== null ? SCROLL_LEGEND : []),
  ],
};

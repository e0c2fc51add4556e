import type { RecordKindView } from '../record-kind';
import { SCROLL_LEGEND } from '../use-scroller';
import { TextThumbnail } from './text-thumbnail';
import { TextView } from './text-view';

export const text: RecordKindView<'text'> = {
  View: TextView,
  Thumbnail: TextThumbnail,
  isTile: () => false,
  picturesOf: () => [],
  example: { text: 'Late goal wins the cup' },
  legend: () => SCROLL_LEGEND,
};

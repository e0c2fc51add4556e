import type { RecordKindView } from '../record-kind';
import { SCROLL_LEGEND } from '../use-scroller';
import { RowThumbnail } from './row-thumbnail';
import { RowView } from './row-view';

export const row: RecordKindView<'row'> = {
  View: RowView,
  Thumbnail: RowThumbnail,
  isTile: () => false,
  picturesOf: () => [],
  example: { row: { colour: 'red', weight: 12.5 } },
  legend: () => SCROLL_LEGEND,
};

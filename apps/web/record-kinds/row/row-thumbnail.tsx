import type { ThumbnailProps } from '../record-kind';

/** The first values of a row, each after its column. */
export const RowThumbnail = ({ content }: ThumbnailProps<'row'>) => (
  <span dir="auto" className="line-clamp-2 text-start">
    {content.cells.map(({ column, value }, place) => (
      <span key={column}>
        {place > 0 && ' · '}
        <span className="text-quiet">{column}</span> {value === null ? '–' : value === '' ? '(empty)' : String(value)}
      </span>
    ))}
  </span>
);

import type { ZoomWay } from './zoom-keys';

export interface ZoomButtonsProps {
  /** All of the picture is in view. */
  isWhole: boolean;
  onMove: (way: ZoomWay) => void;
}

const BUTTONS: [way: ZoomWay, sign: string, title: string][] = [
  ['out', '−', 'Back'],
  ['fit', '⤢', 'Show all of the picture'],
  ['in', '+', 'Nearer'],
];

export const ZoomButtons = ({ isWhole, onMove }: ZoomButtonsProps) => (
  <div className="absolute right-2 bottom-2 flex overflow-hidden rounded-lg border border-line bg-panel">
    {BUTTONS.map(([way, sign, title]) => (
      <button
        key={way}
        type="button"
        className="grid size-8 place-items-center hover:bg-sunken disabled:opacity-40"
        disabled={isWhole && way !== 'in'}
        onClick={() => onMove(way)}
        aria-label={title}
        title={title}
      >
        {sign}
      </button>
    ))}
  </div>
);

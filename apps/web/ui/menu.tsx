'use client';
import { Menu as Parts } from '@base-ui/react/menu';
import { Button } from './button';
import { ITEM, LAYER, POPUP } from './looks';

export interface MenuProps {
  /** Not seen on a phone, where rows are narrow. */
  title: string;
  /** The button's name for screen readers, where many have the same title. */
  label: string;
  items: { title: string; isDanger?: boolean; onSelect: () => void }[];
  isDisabled?: boolean;
}

/** A button with several actions behind it. */
export function Menu({ title, label, items, isDisabled }: MenuProps) {
  return (
    <Parts.Root modal={false}>
      <Parts.Trigger render={<Button />} aria-label={label} disabled={isDisabled}>
        <span className="max-sm:hidden">{title}</span>
        <span className="max-sm:hidden" aria-hidden="true">
          ▾
        </span>
        <span className="sm:hidden" aria-hidden="true">
          ⋯
        </span>
      </Parts.Trigger>
      <Parts.Portal>
        <Parts.Positioner className={LAYER} sideOffset={4} align="end">
          <Parts.Popup className={POPUP}>
            {items.map(({ title, isDanger, onSelect }) => (
              <Parts.Item key={title} className={isDanger ? `${ITEM} text-bad` : ITEM} onClick={onSelect}>
                {title}
              </Parts.Item>
            ))}
          </Parts.Popup>
        </Parts.Positioner>
      </Parts.Portal>
    </Parts.Root>
  );
}

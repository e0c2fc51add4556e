'use client';
import { Combobox as Parts } from '@base-ui/react/combobox';
import { ITEM, LAYER, POPUP } from './looks';

export interface Choice {
  value: string;
  label: string;
  /** What it is, in a line or two. */
  hint?: string;
}

export interface ComboboxProps {
  /** Of the field in a form. */
  name: string;
  choices: Choice[];
  value: string;
  onChange: (value: string) => void;
}

/** One of many, found by typing a part of its name. Inside a `Field` it takes the label and the hint of that. */
export function Combobox({ name, choices, value, onChange }: ComboboxProps) {
  return (
    <Parts.Root
      items={choices}
      name={name}
      value={choices.find((choice) => choice.value === value) ?? null}
      isItemEqualToValue={(a, b) => a.value === b.value}
      onValueChange={(choice) => choice && onChange(choice.value)}
      autoHighlight
    >
      <Parts.InputGroup className="relative">
        <Parts.Input className="field pr-10" />
        <Parts.Trigger
          className="absolute inset-y-0 right-0 grid w-10 place-items-center text-quiet"
          aria-label="Show all"
        >
          ▾
        </Parts.Trigger>
      </Parts.InputGroup>
      <Parts.Portal>
        <Parts.Positioner className={LAYER} sideOffset={4}>
          <Parts.Popup className={`${POPUP} w-(--anchor-width)`}>
            <Parts.Empty className="hint px-3 py-2 empty:hidden">Nothing has this name.</Parts.Empty>
            <Parts.List className="outline-none">
              {(choice: Choice) => (
                <Parts.Item key={choice.value} value={choice} className={`${ITEM} group`}>
                  <span className="group-data-selected:font-semibold">{choice.label}</span>
                  {choice.hint && <span className="hint line-clamp-2">{choice.hint}</span>}
                </Parts.Item>
              )}
            </Parts.List>
          </Parts.Popup>
        </Parts.Positioner>
      </Parts.Portal>
    </Parts.Root>
  );
}

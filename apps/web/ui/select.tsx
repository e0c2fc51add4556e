'use client';
import { Select as Parts } from '@base-ui/react/select';
import { ITEM, LAYER, POPUP } from './looks';

export interface SelectProps<Value extends string> {
  /** The field's name for screen readers, where its label is not seen. */
  label?: string;
  /** Of the field in a form. */
  name?: string;
  options: readonly Value[];
  /** As they are called, where that is not what they are. */
  titles?: Partial<Record<Value, string>>;
  /** What each is, in a line below it. */
  hints?: Partial<Record<Value, string>>;
  /** Null where nothing is chosen yet. */
  value?: Value | null;
  defaultValue?: Value;
  isDisabled?: boolean;
  onChange?: (value: Value) => void;
  className?: string;
}

/** One of a few. Inside a `Field` it takes the label and the hint of that. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { label, name, options, titles, hints, value, defaultValue, isDisabled, onChange, className = '' } = props;
  return (
    <Parts.Root
      {...{ name, value, defaultValue, disabled: isDisabled }}
      onValueChange={(chosen) => chosen !== null && onChange?.(chosen)}
      modal={false}
    >
      <Parts.Trigger
        className={`field flex items-center justify-between gap-2 text-left ${className}`}
        aria-label={label}
      >
        <Parts.Value>{(chosen: Value | null) => (chosen ? (titles?.[chosen] ?? chosen) : 'Choose …')}</Parts.Value>
        <Parts.Icon className="text-quiet" aria-hidden="true">
          ▾
        </Parts.Icon>
      </Parts.Trigger>
      <Parts.Portal>
        <Parts.Positioner className={LAYER} sideOffset={4} align="start" alignItemWithTrigger={false}>
          <Parts.Popup className={`${POPUP} min-w-(--anchor-width)`}>
            {options.map((option) => (
              <Parts.Item key={option} value={option} className={`${ITEM} data-selected:font-semibold`}>
                <Parts.ItemText>{titles?.[option] ?? option}</Parts.ItemText>
                {hints?.[option] && <span className="hint block max-w-72 font-normal">{hints[option]}</span>}
              </Parts.Item>
            ))}
          </Parts.Popup>
        </Parts.Positioner>
      </Parts.Portal>
    </Parts.Root>
  );
}

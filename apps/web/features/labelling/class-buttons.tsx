import { keysOf } from './keys';

export interface ClassButtonsProps {
  classes: string[];
  isDisabled: boolean;
  onChoose: (label: number) => void;
}

export function ClassButtons({ classes, isDisabled, onChoose }: ClassButtonsProps) {
  const keys = keysOf(classes);
  return (
    <fieldset className="grid grid-cols-5 gap-2" disabled={isDisabled}>
      <legend className="sr-only">What is it?</legend>
      {classes.map((name, label) => (
        <button
          key={name}
          type="button"
          className="button relative min-h-12 px-2 text-xl sm:min-h-14 short:min-h-12"
          onClick={() => onChoose(label)}
          aria-keyshortcuts={keys[label] ?? undefined}
          aria-label={name}
        >
          {name}
          {keys[label] && (
            <span className="key absolute top-1 right-1 h-5 min-w-5 text-[0.7rem] max-sm:hidden" aria-hidden="true">
              {keys[label]}
            </span>
          )}
        </button>
      ))}
    </fieldset>
  );
}

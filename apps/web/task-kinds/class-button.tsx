import type { Class } from '@querent/contracts';
import { memo, useEffect, useRef } from 'react';
import { ClassDot } from './class-dot';

export interface ClassButtonProps {
  of: Class;
  shortcut: string | null;
  /** Undefined where nothing can be pressed in. */
  isPressed: boolean | undefined;
  /** All names are as short as a digit: large, in the middle. */
  isShort: boolean;
  /** Far more than are in sight: those outside of it are not laid out, and as high as one with a short name: nothing moves as they come. */
  isOfMany: boolean;
  /** Enter in the field takes it. */
  isMarked: boolean;
  /** The same function on every drawing, with many others beside this one. */
  onChoose: (id: string) => void;
}

export const ClassButton = memo(function ClassButton({
  of: { id, name, colour, description },
  shortcut,
  isPressed,
  isShort,
  isOfMany,
  isMarked,
  onChoose,
}: ClassButtonProps) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isMarked) button.current?.scrollIntoView({ block: 'nearest' });
  }, [isMarked]);
  return (
    <button
      ref={button}
      type="button"
      className={`button relative min-h-12 sm:min-h-14 short:min-h-10 ${isShort ? 'px-2 text-xl' : 'justify-start px-3 text-start short:max-lg:px-2 short:max-lg:text-sm'} ${
        isPressed ? 'border-accent bg-wash ring-2 ring-accent ring-inset' : ''
      } ${isOfMany ? '[contain-intrinsic-size:auto_1rem] [content-visibility:auto]' : ''} ${isMarked ? 'outline-2 outline-accent outline-offset-1' : ''}`}
      onClick={() => onChoose(id)}
      aria-keyshortcuts={shortcut ?? undefined}
      aria-pressed={isPressed}
      title={description || undefined}
    >
      <ClassDot colour={colour} />
      <bdi className="min-w-0 [overflow-wrap:anywhere]">{name}</bdi>
      {shortcut && (
        <span
          className={`key h-5 min-w-5 text-[0.7rem] max-sm:hidden short:max-lg:hidden ${isShort ? 'absolute top-1 right-1' : 'ml-auto shrink-0'}`}
          aria-hidden="true"
        >
          {shortcut}
        </span>
      )}
    </button>
  );
});

'use client';
import type { Class } from '@querent/contracts';
import type { KeyboardEvent, RefObject } from 'react';

export interface FindFieldProps {
  ref: RefObject<HTMLInputElement | null>;
  query: string;
  found: number;
  /** What Enter takes. */
  marked: Class | null;
  isDisabled: boolean;
  onQuery(query: string): void;
  onMove(by: number): void;
  onEnter(): void;
}

const MOVES: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };

/** Typing leaves the classes that fit; the arrows go through them, Enter takes one, Escape leads back to the keys. */
export function FindField({ ref, query, found, marked, isDisabled, onQuery, onMove, onEnter }: FindFieldProps) {
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    // Enter ends the word that an input method composes.
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') onEnter();
    else if (event.key in MOVES) onMove(MOVES[event.key]!);
    else if (event.key === 'Escape') {
      onQuery('');
      event.currentTarget.blur();
    } else return;
    event.preventDefault();
  };
  return (
    <div className="relative">
      <input
        ref={ref}
        type="text"
        className="field pr-12"
        placeholder="Find a class"
        aria-label="Find a class"
        aria-keyshortcuts="/"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        disabled={isDisabled}
        value={query}
        onChange={(event) => onQuery(event.target.value)}
        onKeyDown={press}
      />
      <p className="hint pointer-events-none absolute inset-y-0 right-3 flex items-center" role="status">
        {query === '' ? (
          <span className="key max-sm:hidden short:max-lg:hidden">/</span>
        ) : marked ? (
          <>
            {found} <span className="sr-only">found. Enter takes {marked.name}.</span>
          </>
        ) : (
          'None has this name.'
        )}
      </p>
    </div>
  );
}

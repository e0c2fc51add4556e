'use client';
import type { ReactNode } from 'react';
import type { pageKeys } from './keys';

export interface AnswerBarProps {
  /** What is printed on the buttons. */
  keys: ReturnType<typeof pageKeys>;
  /** The button that stores what is chosen, where the task has one. */
  send: ReactNode;
  canUndo: boolean;
  canSkip: boolean;
  /** On a phone there are no keys to list, but perhaps what belongs to the classes. */
  isListed: boolean;
  onUndo: () => void;
  onSkip: () => void;
  onList: () => void;
  /** How sending goes. */
  children: ReactNode;
}

/** Without keys on a phone, upright or lying. */
const BUTTON = 'button max-sm:px-3 short:max-lg:px-3';
const KEY = 'key max-sm:hidden short:max-lg:hidden';

/** What every card needs, at the lower edge of the window however much there is above it. */
export const AnswerBar = (props: AnswerBarProps) => (
  <div className="sticky bottom-0 z-[1] mt-auto flex flex-wrap items-center gap-2 bg-ground py-2 max-sm:-mx-4 max-sm:border-line max-sm:border-t max-sm:px-4 short:mx-0 short:border-t-0 short:px-0 short:py-1">
    {props.send}
    <button type="button" className={BUTTON} onClick={props.onUndo} disabled={!props.canUndo}>
      Undo <span className={KEY}>{props.keys.undo[0]}</span>
    </button>
    <button type="button" className={BUTTON} onClick={props.onSkip} disabled={!props.canSkip}>
      Skip <span className={KEY}>{props.keys.skip[0]}</span>
    </button>
    <button
      type="button"
      className={`${BUTTON} ${props.isListed ? '' : 'max-sm:hidden short:max-lg:hidden'}`}
      onClick={props.onList}
    >
      Keys <span className={KEY}>?</span>
    </button>
    <p
      className="hint ml-auto min-w-0 flex-1 basis-20 text-right text-sm max-sm:text-xs max-sm:leading-tight"
      role="status"
    >
      {props.children}
    </p>
  </div>
);

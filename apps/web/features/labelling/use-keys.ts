'use client';
import { useEffect, useEffectEvent, useRef } from 'react';
import { actionOf, type LabellingAction } from './keys';

/**
 * The keys of the page.
 *
 * @param ofTask what a key means to the task
 * @param act carries an action out. @returns whether the key has done its work, so that it is not typed or scrolled by too
 */
export function useKeys<TaskAction>(
  isHelpOpen: boolean,
  ofTask: (key: string) => TaskAction | null,
  act: (action: LabellingAction<TaskAction>) => boolean,
): void {
  const isTabbing = useRef(false);
  const onPress = useEffectEvent((event: KeyboardEvent) => {
    const target = event.target as HTMLElement;
    if (event.key === 'Tab') isTabbing.current = true;
    const isInField = /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.isContentEditable;
    const isOnControl = isTabbing.current && target.closest('button, a, [tabindex="0"]') !== null;
    const { key, ctrlKey, metaKey, altKey, repeat } = event;
    const press = { key, ctrlKey, metaKey, altKey, repeat, isInField, isHelpOpen, isOnControl };
    const action = actionOf(press, ofTask);
    if (!action || !act(action)) return;
    // Space would also press the button that was clicked last.
    event.preventDefault();
    // A button that was clicked before would get the ring of the keyboard, as if it were chosen.
    if (!isTabbing.current && document.activeElement === target) target.blur();
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => onPress(event);
    const point = () => {
      isTabbing.current = false;
    };
    window.addEventListener('keydown', press);
    window.addEventListener('pointerdown', point);
    return () => {
      window.removeEventListener('keydown', press);
      window.removeEventListener('pointerdown', point);
    };
  }, []);
}

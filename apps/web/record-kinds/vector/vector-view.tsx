import { useImperativeHandle, useRef } from 'react';
import { Picture } from '../image/picture';
import type { KeyTarget, RecordViewProps } from '../record-kind';
import { ScrollBox } from '../scroll-box';
import { FirstNumbers } from './first-numbers';
import { safeLink } from './safe-link';

/** What stands beside the numbers is what people judge by; the numbers only where there is nothing else. */
export function VectorView({ content, name, ref }: RecordViewProps<'vector'>) {
  const { text, imageUrl } = content;
  const [picture, words] = [useRef<KeyTarget>(null), useRef<KeyTarget>(null)];
  useImperativeHandle(ref, () => ({
    press: (key) => [picture, words].some(({ current }) => current?.press(key)),
  }));
  const link = content.link === null ? null : safeLink(content.link);
  const hasWords = text !== null || content.link !== null;
  return (
    <div className="flex h-full flex-col gap-2">
      {imageUrl && (
        <div className="min-h-0 flex-1">
          <Picture key={imageUrl} address={imageUrl} name={name} ref={picture} />
        </div>
      )}
      {(hasWords || !imageUrl) && (
        <ScrollBox key={name} name={name} ref={words} className={imageUrl ? 'max-h-40' : 'h-full'}>
          {text !== null && (
            <p dir="auto" className="max-w-[68ch] whitespace-pre-wrap leading-relaxed" data-testid="record-text">
              {text}
            </p>
          )}
          {link && (
            <a href={link.href} target="_blank" rel="noopener noreferrer" className="text-accent underline">
              {link.title} <span aria-hidden="true">↗</span>
              <span className="sr-only"> opens in a new tab</span>
            </a>
          )}
          {content.link !== null && !link && <p className="hint">{content.link}</p>}
          <p className={hasWords ? 'hint mt-2' : ''} data-testid="record-numbers">
            <FirstNumbers content={content} />
          </p>
        </ScrollBox>
      )}
    </div>
  );
}

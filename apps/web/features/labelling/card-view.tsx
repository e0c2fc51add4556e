'use client';
import type { Card, RecordKind } from '@querent/contracts';
import { useEffect, useState } from 'react';
import { recordViews } from '@/record-kinds/registry';
import { preload } from './preload';

export interface CardViewProps {
  card: Card;
  kind: RecordKind;
}

/** The record to be labelled, and why it was asked. */
export function CardView({ card, kind }: CardViewProps) {
  const View = recordViews[kind];
  const url = usePreloaded(card.imageUrl);
  return (
    <article
      className="panel grid gap-3 p-3 sm:p-4"
      data-testid="card"
      data-record-id={card.recordId}
      data-round={card.roundNumber}
      data-name={card.name}
    >
      <div className="grid h-[min(46dvh,26rem)] place-items-center overflow-hidden rounded-lg bg-black">
        {url && (
          <View
            key={card.recordId}
            url={url}
            name={`Record ${card.name}`}
            className="h-full max-w-full bg-transparent"
          />
        )}
      </div>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
        <span className="rounded-md bg-wash px-2 py-0.5 font-medium">Round {card.roundNumber}</span>
        {card.scoreName && card.score !== null && (
          <span className="digits">
            <abbr title="How much the model expects this answer to teach it" className="no-underline">
              {card.scoreName}
            </abbr>{' '}
            <b>{card.score.toFixed(3)}</b> {card.scoreUnit}
          </span>
        )}
        <span className="hint">{card.reason}</span>
      </div>
      <p className="sr-only" aria-live="polite">
        Next record: {card.name}
      </p>
    </article>
  );
}

/** The picture from memory; the last one never stands in for it. */
function usePreloaded(imageUrl: string): string | null {
  const [shown, setShown] = useState<{ of: string; url: string } | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void preload(imageUrl).then((url) => isCurrent && setShown({ of: imageUrl, url }));
    return () => {
      isCurrent = false;
    };
  }, [imageUrl]);
  return shown?.of === imageUrl ? shown.url : null;
}

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
  const { url, hasFailed } = usePreloaded(card.imageUrl);
  return (
    <article
      className="panel grid grid-cols-1 gap-2 p-2 sm:gap-3 sm:p-4 short:p-2"
      data-testid="card"
      data-record-id={card.recordId}
      data-round={card.roundNumber}
      data-name={card.name}
    >
      <div className="grid h-[clamp(7rem,100dvh-28rem,26rem)] sm:h-[clamp(7rem,100dvh-26rem,26rem)] short:h-[clamp(7rem,100dvh-12rem,26rem)] place-items-center overflow-hidden rounded-lg bg-black">
        {url ? (
          <View
            key={card.recordId}
            url={url}
            name={`Record ${card.name}`}
            className="h-full max-w-full bg-transparent"
          />
        ) : (
          <p
            className="max-w-xs p-4 text-center text-neutral-300 text-sm transition-opacity delay-300 starting:opacity-0"
            role={hasFailed ? 'status' : undefined}
          >
            {hasFailed
              ? 'The picture cannot be loaded now. It comes by itself when the server answers; you can also skip the record.'
              : 'The picture is on its way.'}
          </p>
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

const AGAIN_MS = 3_000;

/** The picture from memory; the last one never stands in for it. What cannot be loaded is tried again. */
function usePreloaded(imageUrl: string) {
  const [loaded, setLoaded] = useState<{ of: string; url: string | null } | null>(null);
  useEffect(() => {
    let isCurrent = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const load = async () => {
      const url = await preload(imageUrl);
      if (!isCurrent) return;
      setLoaded({ of: imageUrl, url });
      if (url === null) timer = setTimeout(load, AGAIN_MS);
    };
    void load();
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [imageUrl]);
  const isThis = loaded?.of === imageUrl;
  return { url: isThis ? loaded.url : null, hasFailed: isThis && loaded.url === null };
}

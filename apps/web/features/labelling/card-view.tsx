'use client';
import type { Card } from '@querent/contracts';
import type { Ref } from 'react';
import { formatScore } from '@/features/shell/format';
import type { KeyTarget } from '@/record-kinds/record-kind';
import { recordViewOf } from '@/record-kinds/registry';

export interface CardViewProps {
  card: Card;
  ref: Ref<KeyTarget>;
}

/** The record to be labelled, and why it was asked. What is answered below it stays where it is, however long the record. */
export function CardView({ card, ref }: CardViewProps) {
  const { content } = card;
  const { View } = recordViewOf(content);
  return (
    <article
      className="panel flex max-h-[52rem] min-h-40 flex-1 flex-col gap-2 p-2 sm:min-h-64 sm:gap-3 sm:p-4 short:min-h-[calc(100dvh-6.25rem)] short:gap-1 short:p-2"
      data-testid="card"
      data-record-id={card.recordId}
      data-round={card.roundNumber}
      data-name={card.name}
    >
      <div className="relative min-h-0 flex-1">
        <div className="absolute inset-0">
          <View content={content} name={`Record ${card.name}`} ref={ref} />
        </div>
      </div>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
        <span className="rounded-md bg-wash px-2 py-0.5 font-medium">Round {card.roundNumber}</span>
        {card.scoreName && card.score !== null && (
          <span className="digits">
            <abbr title="How much the model expects this answer to teach it" className="no-underline">
              {card.scoreName}
            </abbr>{' '}
            <b>{formatScore(card.score)}</b> {card.scoreUnit}
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

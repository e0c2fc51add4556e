'use client';
import type { Project, ProjectEvent } from '@querent/contracts';
import Link from 'next/link';
import { useEffect, useRef, useState } from 'react';
import { describeState } from '@/features/progress/describe-state';
import { EndingNote } from '@/features/progress/ending-note';
import { UntilNextModel } from '@/features/progress/until-next-model';
import { useProjectEvents } from '@/features/progress/use-project-events';
import { formatCount } from '@/features/shell/format';
import { CardView } from './card-view';
import { ClassButtons } from './class-buttons';
import { EmptyHand } from './empty-hand';
import { KeyList } from './key-list';
import { actionOf } from './keys';
import { RecentAnswers } from './recent-answers';
import { Refusals } from './refusals';
import { SendingStatus } from './sending-status';
import { UnreadableAnswers } from './unreadable-answers';
import { useLabelling } from './use-labelling';

export interface LabellingPageProps {
  project: Project;
  personId: string;
  initialState: ProjectEvent;
}

export function LabellingPage({ project, personId, initialState }: LabellingPageProps) {
  const { state, ending } = useProjectEvents(project.id, initialState);
  const { openRound, counts } = state;
  const labelling = useLabelling(project, personId, `${openRound?.id} ${ending}`);
  const { card, answer, undo, kept, note, isSignedOut, isGone } = labelling;
  const [isHelpOpen, setHelpOpen] = useState(false);
  const isTabbing = useRef(false);
  const place = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.key === 'Tab') isTabbing.current = true;
      const isInField = /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.isContentEditable;
      const isOnControl = isTabbing.current && target.closest('button, a') !== null;
      const action = actionOf({ ...pick(event), isInField, isHelpOpen, isOnControl }, project.classes);
      if (!action) return;
      // Space would also press the button that was clicked last.
      event.preventDefault();
      // A button that was clicked before would get the ring of the keyboard, as if it were chosen.
      if (!isTabbing.current) target.blur();
      if (action.type === 'label') answer('label', action.label);
      else if (action.type === 'skip') answer('skip', null);
      else if (action.type === 'undo') void undo();
      else setHelpOpen((isOpen) => !isOpen);
    };
    const point = () => {
      isTabbing.current = false;
    };
    window.addEventListener('keydown', press);
    window.addEventListener('pointerdown', point);
    return () => {
      window.removeEventListener('keydown', press);
      window.removeEventListener('pointerdown', point);
    };
  }, [answer, undo, isHelpOpen, project.classes]);

  const back = `/projects/${project.id}/label`;
  return (
    <div className="grid grid-cols-1 gap-5 lg:grid-cols-[minmax(0,1fr)_19rem]">
      <div className="grid grid-cols-1 content-start gap-3 sm:gap-4 short:gap-2">
        <div className="flex items-baseline justify-between gap-4">
          <h1 className="line-clamp-2 text-xl max-sm:text-base short:line-clamp-1">
            {project.canManage ? (
              <Link href={`/projects/${project.id}`} className="hover:underline">
                {project.name}
              </Link>
            ) : (
              project.name
            )}
          </h1>
          {counts.pool + counts.labelled > 0 && (
            <p className="hint digits shrink-0 text-sm">
              <span data-testid="labelled">{formatCount(counts.labelled)}</span> of{' '}
              {formatCount(counts.pool + counts.labelled)} labelled
            </p>
          )}
        </div>
        {isSignedOut && (
          <EndingNote ending="signed-out" back={back}>
            Your answers are kept here.
          </EndingNote>
        )}
        {isGone && (
          <EndingNote ending="gone" back={back}>
            Answers that were not taken are kept here.
          </EndingNote>
        )}
        {note && (
          <p role="alert" className={`rounded-lg px-3 py-2 text-sm ${note.isBad ? 'bg-bad-wash text-bad' : 'bg-wash'}`}>
            {note.text}
          </p>
        )}
        <Refusals
          refused={kept.refused}
          onRetry={labelling.retryRefused}
          onSave={labelling.saveRefused}
          onDismiss={labelling.dismissRefused}
        />
        <UnreadableAnswers
          count={kept.unreadable.length}
          areSaved={labelling.areUnreadableSaved}
          onSave={labelling.saveUnreadable}
          onDismiss={labelling.dismissUnreadable}
        />
        <div className="grid grid-cols-1 gap-3 sm:gap-4 short:grid-cols-2" ref={place}>
          {card ? (
            <CardView card={card} kind={project.recordKind} />
          ) : (
            <EmptyHand
              reason={labelling.deck.empty}
              isLoaded={labelling.isLoaded || isGone}
              cutOff={isGone ? 'There is nothing to label here any more.' : labelling.cutOff}
              state={state}
            />
          )}
          <div className="grid content-start gap-3">
            <ClassButtons classes={project.classes} isDisabled={!card} onChoose={(label) => answer('label', label)} />
            <div className="flex flex-wrap items-center gap-2">
              <button
                type="button"
                className="button"
                onClick={() => void undo()}
                disabled={labelling.recent.length === 0}
              >
                Undo <span className="key max-sm:hidden">u</span>
              </button>
              <button type="button" className="button" onClick={() => answer('skip', null)} disabled={!card}>
                Skip <span className="key max-sm:hidden">s</span>
              </button>
              <button type="button" className="button max-sm:hidden" onClick={() => setHelpOpen(true)}>
                Keys <span className="key">?</span>
              </button>
              <p className="hint ml-auto text-sm" role="status">
                <SendingStatus
                  waiting={kept.waiting.length}
                  unsent={kept.refused.length + kept.unreadable.length}
                  delay={card ? labelling.delay : null} // the empty hand says it already
                />
              </p>
            </div>
          </div>
        </div>
      </div>
      <aside className="grid content-start gap-4">
        <section className="panel grid gap-2.5" aria-label="Round">
          <h2>{openRound ? `Round ${openRound.number}` : 'No round yet'}</h2>
          <UntilNextModel untilModel={state.untilModel} />
          <p className="text-sm" data-testid="round-status">
            {describeState(state)}
          </p>
        </section>
        <RecentAnswers
          answers={labelling.recent}
          isListed={labelling.isListed}
          classes={project.classes}
          onUndo={(chosen) => {
            void undo(chosen);
            place.current?.scrollIntoView({ block: 'nearest' }); // on a phone the list lies far below
          }}
        />
        {project.description && <p className="hint whitespace-pre-line px-1 text-sm">{project.description}</p>}
      </aside>
      {isHelpOpen && <KeyList classes={project.classes} onClose={() => setHelpOpen(false)} />}
    </div>
  );
}

const pick = ({ key, ctrlKey, metaKey, altKey, repeat }: KeyboardEvent) => ({ key, ctrlKey, metaKey, altKey, repeat });

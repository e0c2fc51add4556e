'use client';
import { formatCount, type Project, type ProjectEvent, type TaskKind } from '@querent/contracts';
import Link from 'next/link';
import { useMemo, useRef, useState } from 'react';
import { describeState } from '@/features/progress/describe-state';
import { EndingNote } from '@/features/progress/ending-note';
import { UntilNextModel } from '@/features/progress/until-next-model';
import { useProjectEvents } from '@/features/progress/use-project-events';
import type { KeyTarget } from '@/record-kinds/record-kind';
import { taskViewOf } from '@/task-kinds/registry';
import type { TaskAction } from '@/task-kinds/task-view';
import { AnswerBar } from './answer-bar';
import { CardView } from './card-view';
import { EmptyHand } from './empty-hand';
import { KeyList } from './key-list';
import { keyRows } from './key-rows';
import { pageKeys } from './keys';
import { RecentAnswers } from './recent-answers';
import { Refusals } from './refusals';
import { SendingStatus } from './sending-status';
import { UnreadableAnswers } from './unreadable-answers';
import { useKeys } from './use-keys';
import { useLabelling } from './use-labelling';

export interface LabellingPageProps {
  project: Project;
  personId: string;
  initialState: ProjectEvent;
}

export function LabellingPage({ project, personId, initialState }: LabellingPageProps) {
  const { state, ending } = useProjectEvents(project.id, initialState);
  const { openRound, counts, classes } = state;
  const task = useMemo(() => ({ settings: project.task, classes }), [project.task, classes]);
  const view = taskViewOf(task.settings);
  const labelling = useLabelling(project, task, personId, `${openRound?.id} ${ending}`);
  const { card, draft, choose, answer, undo, kept, note, isSignedOut, isGone } = labelling;
  const [isHelpOpen, setHelpOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const shown = useRef<KeyTarget>(null);
  const field = useRef<HTMLInputElement>(null);

  const ofTask = (key: string) => view.keys(key, task, draft);
  const perform = (action: TaskAction<TaskKind, unknown>) => {
    if (action.type === 'answer') answer('label', action.answer);
    else if (action.type === 'draft') choose(action.draft);
    else {
      field.current?.focus();
      field.current?.select(); // what is typed takes the place of an answer that was taken back
    }
    return action.type !== 'field' || !action.isTyped;
  };
  useKeys(isHelpOpen, ofTask, (action) => {
    if (action.type === 'task') return perform(action.action);
    if (action.type === 'card') return shown.current?.press(action.key) ?? false;
    if (action.type === 'skip') answer('skip', null);
    else if (action.type === 'undo') undo();
    else setHelpOpen((isOpen) => !isOpen);
    return true;
  });

  const isTaken = (key: string) => ofTask(key) !== null;
  const printed = pageKeys(isTaken);
  const areExplained = classes.some(({ description }) => description !== '');
  const back = `/projects/${project.id}/label`;
  return (
    <div className="grid grid-cols-1 gap-5 lg:grid-cols-[minmax(0,1fr)_19rem]">
      {/* As high as the window: the record takes what its answers leave. */}
      <div className="flex min-h-[calc(100dvh-4.5rem)] flex-col gap-3 self-start sm:min-h-[calc(100dvh-6.5rem)] sm:gap-4 short:min-h-0 short:gap-1">
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
        <div className="flex flex-1 flex-col gap-3 sm:gap-4 short:grid short:grid-cols-2 short:gap-3" ref={place}>
          {card ? (
            <CardView card={card} ref={shown} />
          ) : (
            <EmptyHand
              project={project}
              reason={labelling.deck.empty}
              isLoaded={labelling.isLoaded || isGone}
              cutOff={isGone ? 'There is nothing to label here any more.' : labelling.cutOff}
              state={state}
            />
          )}
          {/* Beside the card in a low window; else in its column, so that the bar has all of that to stay in sight. */}
          <div className="contents short:flex short:h-[calc(100dvh-6.25rem)] short:flex-col short:gap-1">
            <view.Controls
              task={task}
              draft={draft}
              isDisabled={!card}
              field={field}
              onDraft={choose}
              onAnswer={(given) => answer('label', given)}
            />
            <AnswerBar
              keys={printed}
              send={
                view.Send && (
                  <view.Send
                    task={task}
                    draft={draft}
                    isDisabled={!card}
                    onAnswer={(given) => answer('label', given)}
                  />
                )
              }
              canUndo={labelling.recent.length > 0}
              canSkip={card !== undefined}
              isListed={areExplained}
              onUndo={() => undo()}
              onSkip={() => answer('skip', null)}
              onList={() => setHelpOpen(true)}
            >
              <SendingStatus
                waiting={kept.waiting.length}
                unsent={kept.refused.length + kept.unreadable.length}
                delay={card ? labelling.delay : null} // the empty hand says it already
              />
            </AnswerBar>
          </div>
        </div>
      </div>
      <aside className="grid content-start gap-4">
        <section className="panel grid gap-2.5" aria-label="Round">
          <h2>{openRound ? `Round ${openRound.number}` : 'No round yet'}</h2>
          <UntilNextModel state={state} />
          <p className="text-sm" data-testid="round-status">
            {describeState(state)}
          </p>
        </section>
        <RecentAnswers
          answers={labelling.recent}
          isListed={labelling.isListed}
          task={task}
          onUndo={(chosen) => {
            undo(chosen);
            place.current?.scrollIntoView({ block: 'nearest' }); // on a phone the list lies far below
          }}
        />
        {project.description && <p className="hint whitespace-pre-line px-1 text-sm">{project.description}</p>}
      </aside>
      <KeyList
        rows={keyRows(task, card?.content ?? null, isTaken)}
        isOpen={isHelpOpen}
        onClose={() => setHelpOpen(false)}
      />
    </div>
  );
}

import { Answer, type Class, type Task, type TaskSettings, taskKindOf } from '@querent/contracts';
import { taskViewOf } from '@/task-kinds/registry';
import { describeChanges } from './class-changes';
import type { Drafts } from './draft-store';

/** What a draft means today, after classes were merged and archived: the same one, where that is all the same to it. */
function currentDraft(draft: unknown, task: Task<TaskSettings>): unknown {
  const view = taskViewOf(task.settings);
  const answer = view.answerOf(draft);
  if (!answer) return draft;
  const { currentOf, keyOf } = taskKindOf(task.settings.kind);
  const current = Answer.nullable().parse(currentOf(answer, task));
  return current && keyOf(current) === keyOf(answer) ? draft : view.draftOf(current);
}

/** The controls of a card that comes back: its answer is there to be changed, and a sentence where it cannot be as it was. */
export function draftAgain(answer: Answer | null, task: Task<TaskSettings>): { draft: unknown; text: string | null } {
  const before = taskViewOf(task.settings).draftOf(answer);
  const draft = currentDraft(before, task);
  const text = draft === before ? null : 'The answer was taken back. It named a class that is not used any more.';
  return { draft, text };
}

/**
 * Drafts that the browser has kept, as they mean today, and what to say where they do not mean the same.
 *
 * @param recordIds of the cards that have no draft yet; drafts of others are left out, as is what this task cannot read
 * @param shownId the record on the screen
 * @returns null where there are none
 */
export function draftsKept(
  kept: Drafts,
  recordIds: readonly string[],
  task: Task<TaskSettings>,
  shownId: string | undefined,
): { drafts: Drafts; text: string | null } | null {
  const drafts: Drafts = {};
  let isHit = false;
  for (const id of recordIds) {
    const { success, data: draft } = taskViewOf(task.settings).draft.safeParse(kept[id]);
    if (!success) continue;
    drafts[id] = currentDraft(draft, task);
    isHit ||= id === shownId && drafts[id] !== draft;
  }
  return Object.keys(drafts).length === 0 ? null : { drafts, text: isHit ? CHANGED_MEANWHILE : null };
}

/**
 * Drafts after the classes have changed under the open page, and what to say of it.
 *
 * @param shownId the record on the screen
 * @returns null where nothing has changed for those who answer
 */
export function adaptDrafts(
  drafts: Drafts,
  before: readonly Class[],
  task: Task<TaskSettings>,
  shownId: string | undefined,
): { drafts: Drafts; text: string } | null {
  const changes = describeChanges(before, task.classes);
  if (changes === null) return null;
  const adapted = Object.fromEntries(Object.entries(drafts).map(([id, draft]) => [id, currentDraft(draft, task)]));
  const isHit = shownId !== undefined && adapted[shownId] !== drafts[shownId];
  return { drafts: adapted, text: isHit ? `${changes} ${HIT}` : changes };
}

const HIT = 'You had chosen it for this record: look at what is chosen now before you go on.';
const CHANGED_MEANWHILE =
  'The classes have changed since you chose for this record: look at what is chosen now before you go on.';

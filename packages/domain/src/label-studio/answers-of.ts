import { z } from 'zod';
import type { BroughtAnswer } from '../annotations/bring-answers.js';
import { checkAnswer, type ProjectTask } from '../tasks/project-task.js';
import type { Matched } from './match-question.js';
import type { StudioAnnotation } from './studio-client.js';

const Item = z.looseObject({ from_name: z.string(), type: z.string(), value: z.looseObject({}) });
const Choices = z.object({ choices: z.array(z.string()) });
const NumberValue = z.object({ number: z.number() });

interface Asked extends Matched {
  task: ProjectTask;
}

type Read = { answer: BroughtAnswer } | { problem: string };

/** What the keys of all answers of a connection begin with. */
export const keysOf = (linkId: string) => ({ startsWith: `${linkId}:` });

/** An annotation there, as an answer here; a sentence where it is none that the project can have. */
export function answerOf(annotation: StudioAnnotation, linkId: string, asked: Asked): Read {
  const { id, was_cancelled: isSkip, lead_time: seconds, completed_by: by } = annotation;
  const who = typeof by === 'object' && by ? (by.email ?? `person ${by.id}`) : by ? `person ${by}` : 'nobody';
  const common = {
    idempotencyKey: `${linkId}:${id}`,
    sourceName: `Label Studio, ${who}`,
    seconds: Math.min(86_400, Math.max(0, seconds ?? 0)),
  };
  if (isSkip) return { answer: { ...common, outcome: 'skip', answer: null, answerKey: null } };
  try {
    return { answer: { ...common, outcome: 'label', ...checkAnswer(asked.task, givenIn(annotation, asked)) } };
  } catch (error) {
    return { problem: `Annotation ${id}: ${error instanceof Error ? detailOf(error) : 'it cannot be read.'}` };
  }
}

const detailOf = (error: Error) =>
  'detail' in error && typeof error.detail === 'string' ? error.detail : error.message;

/** As the task takes it. @throws Error in words */
function givenIn({ result }: StudioAnnotation, { question, choices, task }: Asked): unknown {
  const items = (result ?? []).flatMap((one) => {
    const item = Item.safeParse(one);
    return item.success && item.data.from_name === question.fromName ? [item.data] : [];
  });
  if (question.control === 'number') {
    const value = items.flatMap((item) => NumberValue.safeParse(item.value).data ?? []).at(0);
    if (!value) throw new Error(`it has no number for "${question.fromName}".`);
    return { value: value.number };
  }
  const given = items.flatMap((item) => Choices.safeParse(item.value).data?.choices ?? []);
  const classIds = given.map((choice) => {
    if (Object.hasOwn(choices, choice)) return choices[choice]!;
    throw new Error(
      `it says "${choice}", which is no class here. Save the connection again, so that the changed configuration is read.`,
    );
  });
  if (question.isMultiple) return { classIds: [...new Set(classIds)] };
  if (classIds.length !== 1 || task.kind.id !== 'single_choice')
    throw new Error(`it chooses ${classIds.length || 'nothing'} for "${question.fromName}", where one is asked.`);
  return { classId: classIds[0] };
}

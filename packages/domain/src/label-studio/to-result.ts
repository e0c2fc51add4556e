import type { PredictedRecord } from '@querent/contracts';
import type { Matched } from './match-question.js';

/** What a model says, as items of Label Studio. A class for which no choice stands is left out. */
export function toResult(answer: PredictedRecord['answer'], { question, choices }: Matched): object[] {
  const { fromName: from_name, toName: to_name, control: type } = question;
  const item = (value: object) => [{ id: from_name.slice(0, 10), from_name, to_name, type, value }];
  if ('value' in answer) return item({ number: answer.value });
  const classIds: string[] = 'classIds' in answer ? answer.classIds : [answer.classId];
  const chosen = question.choices.filter((choice) => classIds.includes(choices[choice] ?? ''));
  const once = question.isMultiple ? chosen : chosen.slice(0, 1);
  return once.length > 0 ? item({ choices: once }) : [];
}

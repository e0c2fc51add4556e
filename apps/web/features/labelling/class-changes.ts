import { type Class, classesInUse, currentClass } from '@querent/contracts';
import { classKeys } from '@/task-kinds/class-keys';

const SHOWN = 3;

/** What has happened to the classes under an open page, for those who answer by them; null where it is nothing to them. */
export function describeChanges(before: readonly Class[], after: readonly Class[]): string | null {
  const [old, now] = [classesInUse(before), classesInUse(after)];
  const sentences = [
    ...told(
      old.filter(({ id }) => !isIn(now, id)),
      ({ id, name }) => {
        const into = currentClass(id, after);
        return into ? `“${name}” counts as “${into.name}” now.` : `“${name}” is not used any more.`;
      },
      'classes are not used any more',
    ),
    ...told(
      now.filter(({ id, name }) => isIn(old, id) && nameIn(old, id) !== name),
      ({ id, name }) => `“${nameIn(old, id)}” is called “${name}” now.`,
      'classes have other names now',
    ),
    ...told(
      now.filter(({ id }) => !isIn(old, id)),
      ({ name }) => `“${name}” is new.`,
      'classes are new',
    ),
  ];
  const [oldKeys, keys] = [classKeys(old), classKeys(now)];
  const haveMoved = now.some(({ id }) => isIn(old, id) && oldKeys.get(id) !== keys.get(id));
  if (haveMoved) sentences.push('Some classes have other keys now.');
  return sentences.length === 0 ? null : sentences.join(' ');
}

const told = (classes: readonly Class[], sentenceOf: (one: Class) => string, many: string) =>
  classes.length > SHOWN ? [`${classes.length} ${many}.`] : classes.map(sentenceOf);
const isIn = (classes: readonly Class[], id: string) => classes.some((one) => one.id === id);
const nameIn = (classes: readonly Class[], id: string) => classes.find((one) => one.id === id)?.name;

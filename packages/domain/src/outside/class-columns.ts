import type { Transaction } from '@querent/db';
import { DomainError } from '../errors.js';

const refused = (detail: string) => new DomainError('predictions_refused', detail);

/**
 * Which of the classes of a round each column of predictions is of.
 *
 * @param classIds those of the round, in its order
 * @param given names or ids of the columns
 * @returns [columns] places in `classIds`
 * @throws predictions_refused for one that is unknown, stands twice or is called as another is
 */
export async function columnsOf(
  db: Transaction,
  projectId: string,
  classIds: readonly string[],
  given: readonly string[] | undefined,
): Promise<number[]> {
  const rows = await db.class.findMany({
    where: { projectId, id: { in: [...classIds] } },
    select: { id: true, name: true },
  });
  const nameOf = new Map(rows.map(({ id, name }) => [id, name]));
  const names = classIds.map((id) => nameOf.get(id) ?? id);
  const all = names.map((name) => `"${name}"`).join(', ');
  if (!given)
    throw refused(
      `Say in "classes" which class each value is of, so that their order cannot be mistaken. The classes are ${all}.`,
    );
  const places = given.map((one) => {
    const byId = classIds.indexOf(one);
    if (byId >= 0) return byId;
    const place = names.indexOf(one);
    if (place < 0) throw refused(`There is no class "${one}". The classes are ${all}.`);
    if (names.lastIndexOf(one) !== place)
      throw refused(
        `Two classes are called "${one}". Name them by their ids, which the project's page of the API tells.`,
      );
    return place;
  });
  const twice = given.find((_, at) => places.indexOf(places[at]!) !== at);
  if (twice !== undefined) throw refused(`The class "${twice}" stands twice in "classes". Give each once.`);
  if (places.length === 0) throw refused(`Name at least one class in "classes". The classes are ${all}.`);
  return places;
}

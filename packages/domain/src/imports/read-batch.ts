import { type Encoding, encoders } from '@querent/core/encoders';
import { type Db, Prisma } from '@querent/db';
import type { Store } from '@querent/storage';
import { type ReadImage, readImage } from './read-image.js';
import type { UnverifiedItem } from './source.js';

export interface GoodItem {
  item: UnverifiedItem;
  image: ReadImage & { key: string };
}
export interface BadItem {
  item: UnverifiedItem;
  reason: string;
}

/** Reads the pictures of a batch into the store. Those that cannot be read, or are of another size, come with the reason. */
export async function readBatch(
  { db, store }: { db: Db; store: Store },
  projectId: string,
  items: UnverifiedItem[],
): Promise<{ good: GoodItem[]; bad: BadItem[] }> {
  const read = await Promise.all(items.map((item) => readItem(store, item)));
  const first = read.find((one) => 'image' in one);
  const shape = first && (await encodingFor(db, projectId, first.image)).fitted.shape;
  const good: GoodItem[] = [];
  const bad: BadItem[] = [];
  for (const one of read) {
    if (!('image' in one)) bad.push(one);
    else if (one.image.height === shape![0] && one.image.width === shape![1]) good.push(one);
    else bad.push({ item: one.item, reason: wrongSize(one.image, shape!) });
  }
  return { good, bad };
}

async function readItem(store: Store, item: UnverifiedItem): Promise<GoodItem | BadItem> {
  let image: ReadImage;
  try {
    image = await readImage(await item.read());
  } catch (cause) {
    return { item, reason: `The image cannot be read: ${(cause as Error).message}` };
  }
  return { item, image: { ...image, key: await store.put(image.png) } };
}

/** The encoding of a project, which its first picture decides: all others have its size. */
async function encodingFor(db: Db, projectId: string, first: ReadImage): Promise<Encoding> {
  const where = { id: projectId, encoding: { equals: Prisma.DbNull } };
  const encoding = await encoders.get('pixels').prepare([first]);
  await db.project.updateMany({ where, data: { encoding: encoding as object } });
  const project = await db.project.findUniqueOrThrow({ where: { id: projectId }, select: { encoding: true } });
  return project.encoding as Encoding;
}

const wrongSize = (image: ReadImage, shape: number[]) =>
  `The image has ${image.width} × ${image.height} pixels, the others ${shape[1]} × ${shape[0]}.`;

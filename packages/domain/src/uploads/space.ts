import { type Limits, sizeInWords } from '@querent/contracts';
import type { Transaction } from '@querent/db';
import type { Inbox } from '@querent/storage';
import { DomainError } from '../errors.js';

export interface Space {
  /** That the disk has left. */
  free: number;
  /** That have come of files nobody has imported yet. */
  waiting: number;
  /** That other files have announced and not sent yet. */
  announced: number;
}

/** What the disk has left, and what is spoken for. */
export async function readSpace(db: Transaction, inbox: Inbox): Promise<Space> {
  const sizes = new Map<string, number>();
  for await (const { id, bytes } of inbox.list()) sizes.set(id, bytes);
  const unfinished = await db.upload.findMany({
    where: { receivedAt: null, error: null, bytes: { not: null } },
    select: { id: true, bytes: true },
  });
  const missing = unfinished.map(({ id, bytes }) => Math.max(0, Number(bytes) - (sizes.get(id) ?? 0)));
  const sum = (numbers: Iterable<number>) => [...numbers].reduce((total, one) => total + one, 0);
  return { free: await inbox.free(), waiting: sum(sizes.values()), announced: sum(missing) };
}

/** @throws too_large */
export function checkSize(bytes: number, { uploadBytes }: Limits): void {
  if (bytes <= uploadBytes) return;
  const detail = `The file has ${sizeInWords(bytes)}; at most ${sizeInWords(uploadBytes)} are allowed here. An admin can change that under "Limits". A packed file (.zip, .gz) may do.`;
  throw new DomainError('too_large', detail);
}

/** @throws disk_full where a file of so many bytes would take what has to stay free */
export function checkSpace(bytes: number, { free, announced }: Space, { freeBytes }: Limits): void {
  const left = Math.max(0, free - announced - freeBytes);
  if (bytes <= left) return;
  const detail = `The disk of the server has ${sizeInWords(left)} left for files, and this one needs ${sizeInWords(bytes)}. Throw away files that wait, or ask an admin to free space.`;
  throw new DomainError('disk_full', detail);
}

/** Bytes between two looks at what the disk has left. */
const LOOK_EVERY = 64_000_000;

/** Looks now and then, while bytes are written, whether the disk has still room for them. */
export function spaceWatch(inbox: Inbox, { freeBytes }: Limits) {
  let unseen = LOOK_EVERY;
  return async (bytes: number): Promise<void> => {
    unseen += bytes;
    if (unseen < LOOK_EVERY) return;
    unseen = 0;
    if ((await inbox.free()) > freeBytes) return;
    const detail =
      'The disk of the server has become full. What has come so far stays; the file goes on when there is space again.';
    throw new DomainError('disk_full', detail);
  };
}

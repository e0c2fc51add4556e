import { DomainError } from '../errors.js';

interface Places {
  /** Places in all, of those who are inside or wait. */
  all: number;
  /** Of these, places of one address: nobody fills them for the others. */
  each: number;
}

/** Lets one task run at a time; the next in line follows. @throws too_many_attempts where no place is free */
export function createTurnstile({ all, each }: Places) {
  const places = new Map<string, number>();
  let taken = 0;
  let last: Promise<unknown> = Promise.resolve();
  const leave = (address: string) => {
    taken--;
    const left = (places.get(address) ?? 1) - 1;
    if (left > 0) places.set(address, left);
    else places.delete(address);
  };
  return async function pass<T>(address: string, run: () => Promise<T>): Promise<T> {
    const own = places.get(address) ?? 0;
    if (taken >= all || own >= each) {
      throw new DomainError(
        'too_many_attempts',
        'Many people are signing in at this moment. Please try again in a few seconds.',
        { retryAfterSeconds: 5 },
      );
    }
    taken++;
    places.set(address, own + 1);
    const turn = last.then(run);
    last = turn.catch(() => {});
    return turn.finally(() => leave(address));
  };
}

import { SaidQuery } from '@querent/contracts';

/** Records that are shown at once. */
const SHOWN = 24;

/** Which records an address asks for: the mistakes where it says nothing, or nothing that can be; of numbers all of them. */
export function saidQueryOf(unverified: Record<string, string | string[] | undefined>, isValue: boolean): SaidQuery {
  const usual = { which: isValue ? ('all' as const) : ('wrong' as const), limit: SHOWN };
  if (isValue) return usual;
  const { truth, said, which = usual.which } = unverified;
  return SaidQuery.safeParse({ truth, said, which, limit: SHOWN }).data ?? usual;
}

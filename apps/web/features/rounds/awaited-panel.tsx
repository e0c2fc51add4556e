'use client';
import { type Awaited, type Class, formatCount, many, type Round } from '@querent/contracts';
import Link from 'next/link';
import { useRef, useState, useSyncExternalStore } from 'react';
import { timeOf } from '@/features/shell/format';
import { Button } from '@/ui/button';
import { copyText } from '@/ui/copy-text';
import { postingProgram } from './posting-program';

export interface AwaitedPanelProps {
  round: Pick<Round, 'id' | 'number'>;
  awaited: Awaited;
  classes: Class[];
}

const never = () => () => {};

/** What a round waits for of an outside model, since when and until when, how much has come, and how to post it. */
export function AwaitedPanel({ round, awaited, classes }: AwaitedPanelProps) {
  // The server does not know by which address it is reached.
  const origin = useSyncExternalStore(
    never,
    () => window.location.origin,
    () => '',
  );
  const names = awaited.classIds.map((id) => classes.find((one) => one.id === id)?.name ?? id);
  const program = postingProgram({ origin, roundId: round.id, awaited, classes: names });
  const shown = useRef<HTMLPreElement>(null);
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    setCopied(await copyText(program, () => shown.current && getSelection()?.selectAllChildren(shown.current)));
  };
  const facts = [
    ['Wanted', `${many(awaited.wanted, 'record')}, ${formatCount(awaited.pool)} of the pool`],
    ['Have come', formatCount(awaited.received)],
    ['Waits since', timeOf(awaited.since)],
    ['Until', timeOf(awaited.until)],
  ];
  return (
    <div className="grid grid-cols-1 gap-3" data-testid="awaited">
      {awaited.isReminded && (
        <p role="alert" className="rounded-lg bg-bad-wash px-3 py-2 text-bad text-sm">
          Half of the time is over, and predictions of {many(awaited.wanted - awaited.received, 'record')} are missing.
          See that your model runs: the round fails at {timeOf(awaited.until)} without them. Labelling goes on either
          way.
        </p>
      )}
      <dl className="grid gap-x-8 gap-y-2 text-sm sm:grid-cols-2 lg:grid-cols-4">
        {facts.map(([name, value]) => (
          <div key={name} className="min-w-0">
            <dt className="hint">{name}</dt>
            <dd className="digits">{value}</dd>
          </div>
        ))}
      </dl>
      <details>
        <summary>How to post them</summary>
        <div className="mt-3 grid grid-cols-1 gap-3">
          <p className="hint">
            A key that may manage is made on <Link href="/account#keys">your account page</Link>. JSON and tables of
            Arrow are taken too: <code>docs/guide.md</code> says how, and <code>docs/examples/outside-model</code> is a
            whole program with scikit-learn.
          </p>
          <pre
            ref={shown}
            className="whitespace-pre-wrap rounded-lg [overflow-wrap:anywhere] bg-sunken p-3 font-mono text-xs"
          >
            {program}
          </pre>
          <Button className="justify-self-start" onClick={copy}>
            {isCopied ? 'Copied' : 'Copy'}
          </Button>
        </div>
      </details>
    </div>
  );
}

import type { Services } from '@querent/contracts';

/** What everybody should know of the services, a sentence or two a trouble; none where all is well. */
export function describeServices({ worker, isDiskFull }: Services): string[] {
  const troubles: string[] = [];
  if (isDiskFull)
    troubles.push(
      'The disk of the server is full. Answers wait in this browser and training rests until somebody frees space; then both go on by themselves.',
    );
  if (worker?.state === 'resting') {
    const times = worker.failures === 1 ? 'once' : `${worker.failures} times`;
    const next = worker.nextTryAt ? ` It is tried again at ${timeOf(worker.nextTryAt)}.` : '';
    troubles.push(`Training rests: the worker has ended ${times}.${next} Labelling goes on.`);
  }
  if (worker?.state === 'stopped') troubles.push('Training rests: the worker is not running. Labelling goes on.');
  return troubles;
}

const timeOf = (iso: string) => new Date(iso).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });

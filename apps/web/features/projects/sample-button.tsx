'use client';
import { ErrorNote } from '@/features/shell/error-note';
import { Button } from '@/ui/button';
import { useSample } from './use-sample';

export function SampleButton() {
  const { start, isStarting, error } = useSample();
  return (
    <div className="grid justify-items-center gap-3">
      <Button className="min-h-12 px-6 text-base" disabled={isStarting} onClick={() => void start('digits')}>
        Start with handwritten digits
      </Button>
      <ErrorNote text={error} />
    </div>
  );
}

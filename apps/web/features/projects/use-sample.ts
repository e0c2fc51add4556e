import type { SampleId } from '@querent/contracts';
import { useRouter } from 'next/navigation';
import { api } from '@/features/shell/api';
import { useAction } from '@/features/shell/use-action';

/** Makes a project to try, and goes there. */
export function useSample() {
  const router = useRouter();
  const { run, isRunning, error } = useAction(async (sample: SampleId) => {
    const { id } = await api('POST /projects/sample', { body: { sample } });
    router.push(`/projects/${id}`);
  });
  return { start: run, isStarting: isRunning, error };
}

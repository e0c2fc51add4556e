import { getProjectState } from '@querent/domain';
import { eventStream } from '@/server/event-stream';
import { route } from '@/server/route';
import { getServices } from '@/server/services';

export const dynamic = 'force-dynamic';

export const GET = route('GET /projects/{projectId}/events', async ({ context, params, request }) => {
  await getProjectState(context, params); // refuses before the stream begins
  const { live } = getServices();
  return eventStream(
    () => getProjectState(context, params),
    (onMoved) => live.subscribe(params.projectId, onMoved),
    request.signal,
  );
});

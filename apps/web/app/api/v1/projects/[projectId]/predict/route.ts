import { MOST_PREDICTED_BYTES } from '@querent/contracts';
import { predict } from '@querent/domain';
import { heardToItsEnd } from '@/server/body-bytes';
import { readRecords } from '@/server/read-records';
import { route } from '@/server/route';
import { getServices } from '@/server/services';

export const POST = route('POST /projects/{projectId}/predict', ({ context, params, query, request }) =>
  heardToItsEnd(request, () =>
    predict(
      { ...context, serving: getServices().serving },
      { ...query, ...params },
      readRecords(request, { mostBytes: MOST_PREDICTED_BYTES, brokenOff: 'The request broke off. Send it again.' }),
    ),
  ),
);

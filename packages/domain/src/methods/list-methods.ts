import type { Method, Methods } from '@querent/contracts';
import { requireManager } from '../context/access.js';
import type { Context } from '../context/context.js';
import { methodsFor, type Offered, suitedTo } from './methods-for.js';
import { optionFields } from './option-fields.js';

const describe = ({ id, title, description, when, source, options }: Offered): Method => ({
  id,
  title,
  description,
  when: when ?? null,
  source,
  options: optionFields(options),
});

/** What the settings form of a project offers: the methods that suit its task. @throws project_not_found, forbidden */
export async function listMethods({ db, actor }: Context, { projectId }: { projectId: string }): Promise<Methods> {
  await requireManager(db, actor, projectId);
  const { encoder, network, posterior, acquisition, selection, coldStart } = await methodsFor(
    await suitedTo(db, projectId),
  );
  return {
    encoders: encoder.list().map(describe),
    networks: network.list().map(describe),
    posteriors: posterior.list().map(describe),
    acquisitions: acquisition.list().map(describe),
    selections: selection.list().map(describe),
    coldStarts: coldStart.list().map(describe),
  };
}

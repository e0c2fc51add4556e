import type { Method, MethodChoice, Methods } from '@querent/contracts';
import { requireManager } from '../context/access.js';
import type { Context } from '../context/context.js';
import { settingsFor } from './defaults-for.js';
import { methodsFor, type Offer, type Offered, suitedTo } from './methods-for.js';
import { optionFields } from './option-fields.js';

const describe = ({ id, title, description, when, source, options }: Offered, proposed: MethodChoice[]): Method => ({
  id,
  title,
  description,
  when: when ?? null,
  source,
  options: optionFields(options),
  proposed: proposed.find((one) => one.id === id)?.options ?? {},
});

/** What the settings form of a project offers: the methods that suit its task. @throws project_not_found, forbidden */
export async function listMethods({ db, actor }: Context, { projectId }: { projectId: string }): Promise<Methods> {
  await requireManager(db, actor, projectId);
  const task = await suitedTo(db, projectId);
  const { encoder, network, posterior, acquisition, selection, calibration, coldStart, stopping } =
    await methodsFor(task);
  const settings = await settingsFor(task.likelihood, task.recordKind);
  const listed = ({ list }: Offer, ...proposed: MethodChoice[]) => list().map((one) => describe(one, proposed));
  return {
    encoders: listed(encoder),
    networks: listed(network),
    posteriors: listed(posterior, settings.posterior),
    acquisitions: listed(acquisition, settings.acquisition),
    selections: listed(selection, settings.selection),
    calibrations: listed(calibration),
    coldStarts: listed(coldStart, settings.coldStart),
    stoppingRules: listed(stopping),
  };
}

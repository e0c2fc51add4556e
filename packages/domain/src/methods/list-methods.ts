import type { Method, MethodChoice, Methods, ProjectSettings } from '@querent/contracts';
import type { DefaultReasons } from '@querent/core/proposals';
import { requireManager } from '../context/access.js';
import type { Context } from '../context/context.js';
import { loadProposals } from '../context/load-methods.js';
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
  const reasons = (await loadProposals()).reasonsFor(task.likelihood, task.recordKind);
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
    defaults: defaultsOf(settings, reasons),
  };
}

/** What a new project is set to, and why. */
const defaultsOf = (settings: ProjectSettings, reasons: DefaultReasons): Methods['defaults'] => ({
  encoder: {
    choice: settings.encoder,
    reason: 'which encoder reads records best can be seen from the records themselves',
  },
  network: { choice: settings.network, reason: reasons.network },
  posterior: { choice: settings.posterior, reason: reasons.posterior },
  acquisition: { choice: settings.acquisition, reason: reasons.acquisition },
  selection: { choice: settings.selection, reason: reasons.selection },
  calibration: {
    choice: settings.calibration,
    reason: 'training takes several times as long with it, and the order of the questions hardly depends on it',
  },
  coldStart: {
    choice: settings.coldStart,
    reason: 'a random start is a fair picture of the records, whatever they are',
  },
  draws: { value: settings.draws, reason: reasons.draws },
  labelsPerRound: { value: settings.labelsPerRound, reason: reasons.labelsPerRound },
  options: reasons.options,
});

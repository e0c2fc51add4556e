import { ProjectSettings, type UpdateProject } from '@querent/contracts';
import { checkChoice } from './check-choice.js';
import { checkTogether } from './check-together.js';
import { methodsFor, type Task } from './methods-for.js';

type Given = NonNullable<UpdateProject['settings']>;

/**
 * The settings of a project with some of them changed.
 *
 * @param outputs classes, labels or values of a record
 * @throws invalid_input for a method that the form of this project would not offer, for options that it refuses, and for
 *   methods that cannot work together; method_unsuitable for a network that records do not survive
 */
export async function changeSettings(
  before: object,
  changes: Given,
  { outputs, ...task }: Task & { outputs: number },
): Promise<ProjectSettings> {
  const methods = await methodsFor(task);
  const checked: Given = { ...changes };
  const { encoder, network, posterior, acquisition, selection, calibration, coldStart } = changes;
  if (encoder) checked.encoder = checkChoice(methods.encoder, encoder);
  if (network) checked.network = checkChoice(methods.network, network);
  if (posterior) checked.posterior = checkChoice(methods.posterior, posterior);
  if (acquisition) checked.acquisition = checkChoice(methods.acquisition, acquisition);
  if (selection) checked.selection = checkChoice(methods.selection, selection);
  if (calibration) checked.calibration = checkChoice(methods.calibration, calibration);
  if (coldStart) checked.coldStart = checkChoice(methods.coldStart, coldStart);
  if (changes.stopping)
    checked.stopping = { ...changes.stopping, rule: checkChoice(methods.stopping, changes.stopping.rule) };
  const merged = ProjectSettings.parse({ ...before, ...checked });
  const isNetworkNew = network !== undefined && network !== null;
  if (Object.keys(checked).length > 0) await checkTogether(merged, { shape: task.shape, outputs }, isNetworkNew);
  return merged;
}

import { inWords, type Method, type Methods, type Project, UpdateProject } from '@querent/contracts';
import { readOutside } from './outside-fields';
import { readChoice } from './read-options';
import { readTraining } from './read-training';

export type MethodName =
  | 'encoder'
  | 'network'
  | 'posterior'
  | 'acquisition'
  | 'selection'
  | 'calibration'
  | 'coldStart';

/** As the fields are called on the page. */
const TITLES: Record<string, string> = {
  name: 'Name',
  description: 'What annotators should know',
  labelsPerRound: 'Labels per round',
  draws: 'Draws',
  hours: 'Hours that a round waits',
  rounds: 'Rounds in a row for which the rule is to hold',
  timeZone: 'Time zone',
};
const titleOf = (path: PropertyKey[]) => TITLES[String(path.at(-1))] ?? String(path.at(-1));

/** Before the first round its questions can be chosen otherwise. */
export const isBeforeFirst = (project: Project) => project.import !== null && project.import.state !== 'done';

/**
 * What the form of a project's settings says.
 *
 * @throws what is wrong with it, in sentences
 */
export function readSettings(form: FormData, project: Project, methods: Methods): UpdateProject {
  const { settings } = project;
  const chosen = (name: MethodName, offered: Method[]) => readChoice(form, name, offered, settings[name]);
  const changed = (name: 'encoder' | 'network', offered: Method[]) => {
    const choice = chosen(name, offered);
    return JSON.stringify(choice) === JSON.stringify(settings[name]) ? {} : { [name]: choice };
  };
  const unverified = {
    name: form.get('name'),
    description: form.get('description'),
    settings: {
      ...readTraining(form, methods, settings),
      draws: Number(form.get('draws')),
      outside: readOutside(form),
      // Both are judged anew where they are sent.
      ...changed('encoder', methods.encoders),
      ...changed('network', methods.networks),
      posterior: chosen('posterior', methods.posteriors),
      acquisition: chosen('acquisition', methods.acquisitions),
      selection: chosen('selection', methods.selections),
      calibration: chosen('calibration', methods.calibrations),
      ...(isBeforeFirst(project) ? { coldStart: chosen('coldStart', methods.coldStarts) } : {}),
    },
  };
  const parsed = UpdateProject.safeParse(unverified, { error: inWords });
  if (!parsed.success)
    throw new Error(parsed.error.issues.map(({ path, message }) => `${titleOf(path)}: ${message}.`).join(' '));
  return parsed.data;
}

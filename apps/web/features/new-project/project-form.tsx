'use client';
import { CreateProject, type Survey, type Task, type TaskSettings, taskKindOf, type Upload } from '@querent/contracts';
import { useRouter } from 'next/navigation';
import { api } from '@/features/shell/api';
import { useAction } from '@/features/shell/use-action';
import { forgetUpload } from '@/features/uploads/kept-uploads';
import { classNames, projectOf, surveyOf, taskOf } from './choices';
import { classesOf } from './classes-of';
import { CreatePanel } from './create-panel';
import { FileForm } from './file-form';
import { HoldoutPanel } from './holdout-panel';
import { NothingAsked } from './nothing-asked';
import { Preview } from './preview';
import { QuestionPanel } from './question-panel';
import { checked, useChoices } from './use-choices';

export interface ProjectFormProps {
  upload: Upload;
  onOther: () => void;
}

/** What has to be done before there can be a project. */
function blockedBy({ problems, counts }: Survey, { settings: { kind }, classes }: Task<TaskSettings>): string | null {
  if (problems.length > 0) return 'Something has to be changed first: it stands in red.';
  // The labels that were not read yet may name others.
  if (!counts.isWhole && counts.labelled > 0) return null;
  const { leastClasses } = taskKindOf(kind);
  return classes.length < leastClasses ? 'Type the classes first, where it says what is asked.' : null;
}

/** What a file is, what people would be asked about it, and the button that makes a project of it. */
export function ProjectForm({ upload, onOther }: ProjectFormProps) {
  const router = useRouter();
  const { choices, change } = useChoices(upload);
  const create = useAction(async (survey: Survey) => {
    const { recordKind } = survey;
    if (!recordKind) return;
    const body = checked(CreateProject, projectOf(choices, { ...survey, recordKind }, upload.id));
    const { id } = await api('POST /projects', { body });
    forgetUpload(upload.id);
    router.push(`/projects/${id}`);
  });
  return (
    <FileForm {...{ upload, onOther, choices }} request={surveyOf(choices)} onChange={change}>
      {(survey, isLooking) => {
        // What is asked shows at once; the survey follows.
        const shown = { ...survey, task: { ...survey.task, kind: choices.task ?? survey.task.kind } };
        const task = { settings: taskOf(choices, shown), classes: classesOf(classNames(choices, survey)) };
        return {
          beside: (
            <>
              <Preview records={survey.records} task={task} />
              <CreatePanel
                choices={choices}
                note={<NothingAsked choices={choices} survey={survey} onChange={change} />}
                onChange={change}
                canCreate={!isLooking && survey.recordKind !== null}
                blocked={blockedBy(survey, task)}
                isRunning={create.isRunning}
                error={create.error}
                onCreate={() => void create.run(survey)}
              />
            </>
          ),
          question: <QuestionPanel choices={choices} survey={shown} onChange={change} />,
          holdout: <HoldoutPanel choices={choices} survey={survey} onChange={change} />,
        };
      }}
    </FileForm>
  );
}

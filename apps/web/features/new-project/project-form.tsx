'use client';
import {
  CreateProject,
  inWords,
  issueInWords,
  type Survey,
  type Task,
  type TaskSettings,
  taskKindOf,
  type Upload,
} from '@querent/contracts';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { api } from '@/features/shell/api';
import { ErrorNote } from '@/features/shell/error-note';
import { useAction } from '@/features/shell/use-action';
import { forgetUpload } from '@/features/uploads/kept-uploads';
import { type Choices, choicesFor, classNames, projectOf, surveyOf, taskOf } from './choices';
import { classesOf } from './classes-of';
import { CreatePanel } from './create-panel';
import { FilePanels } from './file-panels';
import { GivenLabels } from './given-labels';
import { HoldoutPanel } from './holdout-panel';
import { LeftOut } from './left-out';
import { LookedAt } from './looked-at';
import { NoSurvey } from './no-survey';
import { OtherFileButton } from './other-file-button';
import { Preview } from './preview';
import { Problems } from './problems';
import { QuestionPanel } from './question-panel';
import { useSurvey } from './use-survey';

export interface ProjectFormProps {
  upload: Upload;
  onOther: () => void;
}

/** What has to be done before there can be a project. */
function blockedBy({ problems }: Survey, { settings: { kind }, classes }: Task<TaskSettings>): string | null {
  if (problems.length > 0) return 'Something has to be changed first: it stands in red.';
  const { leastClasses } = taskKindOf(kind);
  return classes.length < leastClasses ? 'Type the classes first, where it says what is asked.' : null;
}

/** What a file is, what people would be asked about it, and the button that makes a project of it. */
export function ProjectForm({ upload, onOther }: ProjectFormProps) {
  const router = useRouter();
  const [choices, setChoices] = useState<Choices>(() => choicesFor(upload.name));
  const change = (changes: Partial<Choices>) => setChoices((now) => ({ ...now, ...changes }));
  const { survey, error, isLooking, lookAgain } = useSurvey(upload.id, surveyOf(choices));
  const create = useAction(async () => {
    if (!survey?.recordKind) return;
    const { recordKind } = survey;
    const parsed = CreateProject.safeParse(projectOf(choices, { ...survey, recordKind }, upload.id), {
      error: inWords,
    });
    if (!parsed.success) throw new Error(parsed.error.issues.map((issue) => `${issueInWords(issue)}.`).join(' '));
    const { id } = await api('POST /projects', { body: parsed.data });
    forgetUpload(upload.id);
    router.push(`/projects/${id}`);
  });
  const other = <OtherFileButton uploadId={upload.id} onOther={onOther} />;
  if (!survey)
    return (
      <NoSurvey fileName={upload.name} error={error} onAgain={lookAgain}>
        {other}
      </NoSurvey>
    );
  // What is asked shows at once; the survey follows.
  const shown = { ...survey, task: { ...survey.task, kind: choices.task ?? survey.task.kind } };
  const task = { settings: taskOf(choices, shown), classes: classesOf(classNames(choices, survey)) };
  return (
    <LookedAt
      isLooking={isLooking}
      beside={
        <>
          <Preview records={survey.records} task={task} />
          <CreatePanel
            choices={choices}
            onChange={change}
            canCreate={!isLooking && survey.recordKind !== null}
            blocked={blockedBy(survey, task)}
            isRunning={create.isRunning}
            error={create.error}
            onCreate={() => void create.run()}
          />
        </>
      }
    >
      <ErrorNote text={error} />
      <Problems problems={survey.problems} />
      <FilePanels fileName={upload.name} {...{ choices, survey, isLooking }} onChange={change}>
        {other}
      </FilePanels>
      <QuestionPanel choices={choices} survey={shown} onChange={change} />
      <GivenLabels choices={choices} counts={survey.counts} onChange={change} />
      <HoldoutPanel choices={choices} survey={survey} onChange={change} />
      <LeftOut survey={survey} />
    </LookedAt>
  );
}

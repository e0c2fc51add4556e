'use client';
import { inWords, issueInWords, type Project, StartImport, taskKindOf, type Upload } from '@querent/contracts';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { api } from '@/features/shell/api';
import { ErrorNote } from '@/features/shell/error-note';
import { useAction } from '@/features/shell/use-action';
import { forgetUpload } from '@/features/uploads/kept-uploads';
import { AddPanel } from './add-panel';
import { type Choices, choicesFor, importOf, surveyOf } from './choices';
import { FilePanels } from './file-panels';
import { GivenLabels } from './given-labels';
import { LeftOut } from './left-out';
import { LookedAt } from './looked-at';
import { NoSurvey } from './no-survey';
import { OtherFileButton } from './other-file-button';
import { Preview } from './preview';
import { Problems } from './problems';
import { useSurvey } from './use-survey';

export interface RecordsFormProps {
  project: Project;
  upload: Upload;
  onOther: () => void;
}

/** What a file is, what of it a project does not have yet, and the button that adds it. */
export function RecordsForm({ project, upload, onOther }: RecordsFormProps) {
  const router = useRouter();
  const [choices, setChoices] = useState<Choices>(() => choicesFor(upload.name));
  const change = (changes: Partial<Choices>) => setChoices((now) => ({ ...now, ...changes }));
  const request = { ...surveyOf(choices, project.id), task: project.task.kind };
  const { survey, error, isLooking, lookAgain } = useSurvey(upload.id, request);
  const add = useAction(async () => {
    if (!survey) return;
    const parsed = StartImport.safeParse(importOf(choices, survey, upload.id), { error: inWords });
    if (!parsed.success) throw new Error(parsed.error.issues.map((issue) => `${issueInWords(issue)}.`).join(' '));
    await api('POST /projects/{projectId}/imports', { params: { projectId: project.id }, body: parsed.data });
    forgetUpload(upload.id);
    router.push(`/projects/${project.id}`);
  });
  const other = <OtherFileButton uploadId={upload.id} onOther={onOther} />;
  if (!survey)
    return (
      <NoSurvey fileName={upload.name} error={error} onAgain={lookAgain}>
        {other}
      </NoSurvey>
    );
  return (
    <LookedAt
      isLooking={isLooking}
      beside={
        <>
          <Preview records={survey.records} task={{ settings: project.task, classes: project.classes }} />
          <AddPanel
            survey={survey}
            hasClasses={taskKindOf(project.task.kind).leastClasses > 0}
            newClasses={choices.newClasses}
            onNewClasses={(newClasses) => change({ newClasses })}
            canAdd={!isLooking && survey.problems.length === 0}
            isRunning={add.isRunning}
            error={add.error}
            onAdd={() => void add.run()}
          />
        </>
      }
    >
      <ErrorNote text={error} />
      <Problems problems={survey.problems} />
      <FilePanels fileName={upload.name} {...{ choices, survey, isLooking }} onChange={change}>
        {other}
      </FilePanels>
      <GivenLabels choices={choices} counts={survey.counts} onChange={change} />
      <LeftOut survey={survey} />
    </LookedAt>
  );
}

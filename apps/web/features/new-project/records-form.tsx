'use client';
import { type Project, StartImport, type Survey, taskKindOf, type Upload } from '@querent/contracts';
import { useRouter } from 'next/navigation';
import { api } from '@/features/shell/api';
import { useAction } from '@/features/shell/use-action';
import { forgetUpload } from '@/features/uploads/kept-uploads';
import { AddPanel } from './add-panel';
import { importOf, surveyOf } from './choices';
import { FileForm } from './file-form';
import { NotClasses } from './not-classes';
import { Preview } from './preview';
import { checked, useChoices } from './use-choices';

export interface RecordsFormProps {
  project: Project;
  upload: Upload;
  onOther: () => void;
}

/** What a file is, what of it a project does not have yet, and the button that adds it. */
export function RecordsForm({ project, upload, onOther }: RecordsFormProps) {
  const router = useRouter();
  const { choices, change } = useChoices(upload);
  const add = useAction(async (survey: Survey) => {
    const body = checked(StartImport, importOf(choices, survey, upload.id));
    await api('POST /projects/{projectId}/imports', { params: { projectId: project.id }, body });
    forgetUpload(upload.id);
    router.push(`/projects/${project.id}`);
  });
  const request = { ...surveyOf(choices, project.id), task: project.task.kind };
  return (
    <FileForm {...{ upload, onOther, choices, request }} onChange={change}>
      {(survey, isLooking) => ({
        beside: (
          <>
            <Preview records={survey.records} task={{ settings: project.task, classes: project.classes }} />
            <AddPanel
              survey={survey}
              hasClasses={taskKindOf(project.task.kind).leastClasses > 0}
              newClasses={choices.newClasses}
              onNewClasses={(newClasses) => change({ newClasses })}
              notClasses={<NotClasses choices={choices} survey={survey} onChange={change} />}
              canAdd={!isLooking && survey.problems.length === 0}
              isRunning={add.isRunning}
              error={add.error}
              onAdd={() => void add.run(survey)}
            />
          </>
        ),
      })}
    </FileForm>
  );
}

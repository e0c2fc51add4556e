'use client';
import type { Limits, Project } from '@querent/contracts';
import dynamic from 'next/dynamic';
import { ProjectHead } from '@/features/shell/project-head';
import { BringPage } from '@/features/uploads/bring-page';
import { useBrought } from './use-brought';

/** Only who has brought something needs it. */
const RecordsForm = dynamic(() => import('./records-form').then((module) => module.RecordsForm));

export interface AddRecordsPageProps {
  project: Project;
  limits: Limits;
}

/** More records for a project, by the same door. */
export function AddRecordsPage({ project, limits }: AddRecordsPageProps) {
  const { upload, error, bring, forget } = useBrought();
  return (
    <div className="grid grid-cols-1 gap-5">
      <ProjectHead project={project} title="Add records" />
      {upload ? (
        <RecordsForm key={upload.id} project={project} upload={upload} onOther={forget} />
      ) : (
        <BringPage limits={limits} onHere={bring} problem={error} />
      )}
    </div>
  );
}

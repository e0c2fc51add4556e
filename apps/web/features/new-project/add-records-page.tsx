'use client';
import type { Limits, Project } from '@querent/contracts';
import dynamic from 'next/dynamic';
import Link from 'next/link';
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
      <div>
        <Link href={`/projects/${project.id}`} className="hint line-clamp-1 hover:underline">
          ← {project.name}
        </Link>
        <h1 className="mt-1">Add records</h1>
      </div>
      {upload ? (
        <RecordsForm key={upload.id} project={project} upload={upload} onOther={forget} />
      ) : (
        <BringPage limits={limits} onHere={bring} problem={error} />
      )}
    </div>
  );
}

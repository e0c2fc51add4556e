'use client';
import type { Limits } from '@querent/contracts';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { SampleList } from '@/features/projects/sample-list';
import { BringPage } from '@/features/uploads/bring-page';
import { useBrought } from './use-brought';

/** Only who has brought something needs it. */
const ProjectForm = dynamic(() => import('./project-form').then((module) => module.ProjectForm));

export interface NewProjectPageProps {
  limits: Limits;
}

/** From files to a project. */
export function NewProjectPage({ limits }: NewProjectPageProps) {
  const { upload, error, bring, forget } = useBrought();
  return (
    <div className="grid grid-cols-1 gap-5">
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-2">
        <h1>New project</h1>
        {!upload && (
          <Link href="/projects/new/empty" className="hint underline">
            An empty project, records by the API
          </Link>
        )}
      </div>
      {upload ? (
        <ProjectForm key={upload.id} upload={upload} onOther={forget} />
      ) : (
        <>
          <BringPage limits={limits} onHere={bring} problem={error} />
          <section className="grid gap-3">
            <h2 id="samples">Or try Querent with a sample</h2>
            <SampleList labelledBy="samples" />
          </section>
        </>
      )}
    </div>
  );
}

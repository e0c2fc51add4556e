import Link from 'next/link';
import { ProjectCard, type ProjectCardProps } from './project-card';
import { SampleButton } from './sample-button';
import { SampleList } from './sample-list';

export interface ProjectsPageProps {
  entries: ProjectCardProps[];
  canCreate: boolean;
}

export function ProjectsPage({ entries, canCreate }: ProjectsPageProps) {
  if (entries.length === 0) {
    return (
      <section className="mx-auto grid max-w-2xl justify-items-center gap-5 py-14 text-center">
        <h1 className="text-3xl">{canCreate ? 'Let a model ask you something' : 'Nothing to label yet'}</h1>
        {canCreate ? (
          <>
            <p className="text-quiet">
              Querent keeps a pool of unlabelled records, trains a Bayesian network on the few that are labelled, and
              asks about those whose answers would teach it most. Bring your own, or try it with 10,000 real handwritten
              digits: label a few dozen and watch the accuracy rise.
            </p>
            <div className="flex flex-wrap justify-center gap-3">
              <Link href="/projects/new" className="button button-primary min-h-12 px-6 text-base">
                New project
              </Link>
              <SampleButton />
            </div>
            <h2 id="samples" className="mt-4">
              Or try another kind of record
            </h2>
            <SampleList labelledBy="samples" without="digits" />
          </>
        ) : (
          <p className="text-quiet">As soon as an engineer adds you to a project, it appears here.</p>
        )}
      </section>
    );
  }
  return (
    <div className="grid gap-6">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1>Projects</h1>
        {canCreate && (
          <Link href="/projects/new" className="button button-primary">
            New project
          </Link>
        )}
      </div>
      <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        {entries.map((entry) => (
          <li key={entry.project.id}>
            <ProjectCard {...entry} />
          </li>
        ))}
      </ul>
    </div>
  );
}

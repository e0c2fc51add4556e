import {
  type EncodedColumn,
  type Invitation,
  type Member,
  type Methods,
  type Person,
  type Project,
  type StudioLink,
  type Trial,
  taskKindOf,
} from '@querent/contracts';
import Link from 'next/link';
import { StudioSection } from '@/features/label-studio/studio-section';
import { InviteForm } from '@/features/people/invite-form';
import { ProjectHead } from '@/features/shell/project-head';
import { ShowMore, type ShownList } from '@/features/shell/show-more';
import { AddMemberForm } from './add-member-form';
import { ClassesTable } from './classes-table';
import { ColumnsForm } from './columns-form';
import { DeleteForm } from './delete-form';
import { MembersTable } from './members-table';
import { SettingsForm } from './settings-form';

export interface SettingsPageProps {
  project: Project;
  /** Who is looking. */
  me: Person;
  members: ShownList<Member>;
  /** Links into this project that wait. */
  invitations: ShownList<Invitation>;
  methods: Methods;
  /** Of settings, newest first. */
  trials: Trial[];
  /** Of a table that is learned from; none of other records. */
  columns: EncodedColumn[];
  /** Names of what is kept beside the records. */
  metadata: string[];
  /** Null where it is not connected with Label Studio. */
  studio: StudioLink | null;
}

export function SettingsPage(props: SettingsPageProps) {
  const { project, me, members, invitations, methods, trials, columns, metadata, studio } = props;
  const { encoder } = project.settings;
  const encoding = project.encoding?.state;
  return (
    <div className="mx-auto grid max-w-3xl grid-cols-1 gap-5">
      <ProjectHead project={project} title="Settings">
        <Link href={`/projects/${project.id}/add`} className="button">
          Add records
        </Link>
      </ProjectHead>
      <section className="panel" aria-label="Project">
        {/* Anew where the columns have changed the options of the encoder. */}
        <SettingsForm key={JSON.stringify(encoder)} project={project} methods={methods} trials={trials} />
      </section>
      {columns.length + metadata.length > 0 && (
        <section className="panel grid grid-cols-1 gap-4" aria-labelledby="columns">
          <h2 id="columns">Columns</h2>
          {columns.length > 0 && (
            <ColumnsForm
              projectId={project.id}
              columns={columns}
              isEncoding={encoding === 'queued' || encoding === 'running'}
            />
          )}
          {metadata.length > 0 && (
            <p className="text-sm" data-testid="metadata">
              Kept beside the records, exported with them and not learned from:{' '}
              <span className="font-semibold">{metadata.join(', ')}</span>.
            </p>
          )}
        </section>
      )}
      {taskKindOf(project.task.kind).leastClasses > 0 && (
        <section className="panel grid grid-cols-1 gap-4" aria-labelledby="classes">
          <h2 id="classes">Classes</h2>
          <ClassesTable projectId={project.id} classes={project.classes} />
        </section>
      )}
      <section className="panel grid grid-cols-1 gap-4" aria-labelledby="members">
        <h2 id="members">Members</h2>
        <MembersTable projectId={project.id} me={me} members={members.items} />
        <ShowMore name="members" more={members.more} />
        <AddMemberForm projectId={project.id} />
        <InviteForm projectId={project.id} roles={['annotator']} invitations={invitations} />
      </section>
      {['image', 'text'].includes(project.recordKind) && <StudioSection project={project} link={studio} />}
      <section className="panel grid grid-cols-1 gap-3" aria-labelledby="delete">
        <h2 id="delete">Delete the project</h2>
        <DeleteForm project={project} />
      </section>
    </div>
  );
}

import type { Project, StudioLink } from '@querent/contracts';
import { FollowStudio } from './follow-studio';
import { StudioForm } from './studio-form';
import { StudioState } from './studio-state';
import { StudioSteps } from './studio-steps';

export interface StudioSectionProps {
  project: Project;
  /** Null where it is not connected. */
  link: StudioLink | null;
}

/** Label Studio asks here: how it is connected, what to set there, and how it goes. */
export function StudioSection({ project, link }: StudioSectionProps) {
  return (
    <section className="panel grid grid-cols-1 gap-4" aria-labelledby="label-studio">
      <h2 id="label-studio">Label Studio</h2>
      <p className="hint">
        People go on labelling in Label Studio: its tasks become records here, its answers train here, and it gets back
        predictions and the order in which to ask.
      </p>
      {link && <StudioState link={link} />}
      {link && <StudioSteps link={link} />}
      {link && <FollowStudio projectId={project.id} />}
      <StudioForm project={project} link={link} />
    </section>
  );
}

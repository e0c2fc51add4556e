import type { Model, PredictionSet, Project, Serving } from '@querent/contracts';
import Link from 'next/link';
import { ProjectHead } from '@/features/shell/project-head';
import { ShowMore, type ShownList } from '@/features/shell/show-more';
import { FollowModels } from './follow-models';
import { ModelsTable } from './models-table';
import { PredictionsPanel } from './predictions-panel';
import { type FigureChoice, ServingForm } from './serving-form';

export interface ModelsPageProps {
  project: Project;
  models: ShownList<Model>;
  serving: Serving;
  /** By which the best model can be found. */
  figures: FigureChoice[];
  /** Of all records, the newest first. */
  predictions: PredictionSet[];
}

/** The models of a project: which one serves, how good each is, and what can be done with it. */
export function ModelsPage({ project, models, serving, figures, predictions }: ModelsPageProps) {
  const isMeasured = models.items.some((model) => model.figures.length > 0);
  return (
    <div className="grid grid-cols-1 gap-5">
      <ProjectHead project={project} title="Models" />
      <FollowModels projectId={project.id} />
      {models.items.length === 0 ? (
        <p className="panel hint py-10 text-center">
          There is no model yet. The first one is here once its round has been trained and measured.
        </p>
      ) : (
        <>
          <section className="panel grid grid-cols-1 gap-3" aria-label="Models">
            <ModelsTable
              projectId={project.id}
              models={models.items}
              figures={figures.filter(({ isMain }) => isMain)}
            />
            {!isMeasured && <NoHoldout project={project} />}
            <ShowMore name="models" more={models.more} />
          </section>
          {models.items.some(({ isOutside }) => !isOutside) && (
            <section className="panel grid max-w-3xl grid-cols-1 gap-4" aria-labelledby="serving">
              <h2 id="serving">Which model serves</h2>
              {/* Anew once it is saved. */}
              <ServingForm
                key={JSON.stringify(serving)}
                projectId={project.id}
                serving={serving}
                figures={isMeasured ? figures : []}
                models={models.items}
              />
            </section>
          )}
          <PredictionsPanel projectId={project.id} predictions={predictions} />
        </>
      )}
    </div>
  );
}

/** Why there are no figures, and the way to some. */
export const NoHoldout = ({ project }: { project: Project }) => (
  <p className="hint max-w-3xl">
    No model of this project is measured: no record with a label is kept aside.{' '}
    <Link href={`/projects/${project.id}/add`} className="underline">
      Add records with "split": "holdout" and a label
    </Link>
    ; the next model is measured on them.
  </p>
);

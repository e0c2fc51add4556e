import { formatCount, type Limits, sizeInWords, type WaitingFile } from '@querent/contracts';
import { FilesTable } from './files-table';
import { LimitsForm } from './limits-form';

export interface LimitsPageProps {
  limits: Limits;
  inbox: {
    free: number;
    /** Bytes that have come of files that nobody has imported yet. */
    waiting: number;
    /** Bytes that are still to come. */
    announced: number;
    files: WaitingFile[];
  };
}

/** How large files and projects may become, and what the disk says to that. */
export function LimitsPage({ limits, inbox }: LimitsPageProps) {
  return (
    <div className="mx-auto grid max-w-2xl grid-cols-1 gap-5">
      <h1>Limits</h1>
      <section className="panel grid gap-4" aria-labelledby="allowed">
        <h2 id="allowed">What is allowed</h2>
        {/* Anew once they are saved, as this page writes numbers. */}
        <LimitsForm key={JSON.stringify(limits)} limits={limits} />
      </section>
      <section className="panel grid gap-3" aria-labelledby="disk">
        <h2 id="disk">The disk of the server</h2>
        <dl className="grid grid-cols-[1fr_auto] gap-x-6 gap-y-2 text-sm">
          <dt>Free</dt>
          <dd className="text-right tabular-nums">{sizeInWords(inbox.free)}</dd>
          <dt>Files that are on their way or wait to be imported</dt>
          <dd className="text-right tabular-nums">{formatCount(inbox.files.length)}</dd>
          <dt>What has come of them</dt>
          <dd className="text-right tabular-nums">{sizeInWords(inbox.waiting)}</dd>
          <dt>What is still to come</dt>
          <dd className="text-right tabular-nums">{sizeInWords(inbox.announced)}</dd>
        </dl>
        <FilesTable files={inbox.files} />
        <p className="hint">
          A file is thrown away once its records are stored, or when nothing of it has come for a day.
        </p>
      </section>
    </div>
  );
}

import type { ReactNode } from 'react';
import { ErrorNote } from '@/features/shell/error-note';
import { Button } from '@/ui/button';

export interface NoSurveyProps {
  fileName: string;
  /** Why there is none; null where it is on its way. */
  error: string | null;
  onAgain: () => void;
  /** To bring something else. */
  children: ReactNode;
}

/** In the place of what a file is, before that is known. */
export const NoSurvey = ({ fileName, error, onAgain, children }: NoSurveyProps) => (
  <section className="panel grid min-h-64 grid-cols-1 content-start gap-4 sm:px-8 sm:py-8" aria-labelledby="file">
    <h2 id="file" className="[overflow-wrap:anywhere] text-lg">
      {fileName}
    </h2>
    {error === null ? (
      <p className="hint" role="status">
        Looking at what it is …
      </p>
    ) : (
      <>
        <ErrorNote text={error} />
        <div className="flex flex-wrap gap-2">
          <Button onClick={onAgain}>Look again</Button>
          {children}
        </div>
      </>
    )}
  </section>
);

import type { ReactNode } from 'react';
import { ErrorNote } from '@/features/shell/error-note';
import { Button } from '@/ui/button';

export interface NoSurveyProps {
  fileName: string;
  /** Why there is none; null where it is on its way. */
  error: string | null;
  isLooking: boolean;
  /** Null where nothing else would come of it. */
  onAgain: (() => void) | null;
  /** What has to be said before it can be read. */
  field: ReactNode;
  /** To bring something else. */
  children: ReactNode;
}

/** In the place of what a file is, before that is known. */
export const NoSurvey = ({ fileName, error, isLooking, onAgain, field, children }: NoSurveyProps) => (
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
        {field && <div className="max-w-sm">{field}</div>}
        <div className="flex flex-wrap gap-2">
          {onAgain && (
            <Button disabled={isLooking} onClick={onAgain}>
              {isLooking ? 'Looking …' : 'Look again'}
            </Button>
          )}
          {children}
        </div>
      </>
    )}
  </section>
);

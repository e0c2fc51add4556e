import Link from 'next/link';
import type { Ending } from './use-project-events';

export interface EndingNoteProps {
  ending: Ending;
  /** The page that somebody comes back to after signing in. */
  back: string;
  /** What became of what was done here. */
  children?: string;
}

/** Why nothing goes on here, and where to go from it. */
export function EndingNote({ ending, back, children }: EndingNoteProps) {
  return (
    <p role="alert" className="rounded-lg bg-bad-wash px-3 py-2 text-bad text-sm">
      {ending === 'signed-out'
        ? 'You are signed out.'
        : 'This project has been deleted, or you are not a member of it any more.'}{' '}
      {children}{' '}
      {ending === 'signed-out' ? (
        <a className="underline" href={`/sign-in?back=${back}`}>
          Sign in and go on
        </a>
      ) : (
        <Link className="underline" href="/">
          To your projects
        </Link>
      )}
    </p>
  );
}

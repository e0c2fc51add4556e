import { SIGNED_OUT } from '@querent/contracts';
import { signInPath } from './signed-out';

export interface ErrorNoteProps {
  text: string | null;
}

const LINK = 'Sign in';

export function ErrorNote({ text }: ErrorNoteProps) {
  if (!text) return null;
  const [before, after] = text === SIGNED_OUT ? text.split(LINK) : [text];
  return (
    <p role="alert" className="rounded-lg bg-bad-wash px-3 py-2 text-bad text-sm">
      {before}
      {after !== undefined && (
        <>
          <a className="underline" href={signInPath()}>
            {LINK}
          </a>
          {after}
        </>
      )}
    </p>
  );
}

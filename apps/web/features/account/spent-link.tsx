import { EntryPage } from './entry-page';

export interface SpentLinkProps {
  /** Why, and what to do instead. */
  text: string;
}

/** The page of a one-time link that has had its time. */
export function SpentLink({ text }: SpentLinkProps) {
  return (
    <EntryPage title="This link works no more" text={text}>
      <a className="button" href="/sign-in">
        Sign in
      </a>
    </EntryPage>
  );
}

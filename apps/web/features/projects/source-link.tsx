const ARXIV = /arXiv:(\d{4}\.\d{4,5}|[a-z-]+\/\d{7})/;

export interface SourceLinkProps {
  source: string;
}

/** Where a method comes from; papers on arXiv can be opened. */
export function SourceLink({ source }: SourceLinkProps) {
  const id = ARXIV.exec(source)?.[1];
  if (!id) return <>({source})</>;
  return (
    <a className="whitespace-nowrap underline" href={`https://arxiv.org/abs/${id}`} target="_blank" rel="noreferrer">
      {source}
    </a>
  );
}

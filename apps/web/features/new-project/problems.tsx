export interface ProblemsProps {
  problems: readonly string[];
}

/** What has to be changed first. */
export function Problems({ problems }: ProblemsProps) {
  return (
    <div role="alert" className="empty:absolute">
      {problems.length > 0 && (
        <ul className="grid gap-1 rounded-lg bg-bad-wash px-3 py-2 text-bad text-sm">
          {problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

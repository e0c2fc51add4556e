import Link from 'next/link';

export default function NotFound() {
  return (
    <main className="mx-auto max-w-xl px-5 py-24 text-center">
      <h1>There is nothing here</h1>
      <p className="hint mt-3">The page does not exist, or you are not a member of its project.</p>
      <Link className="button button-primary mt-6" href="/">
        To your projects
      </Link>
    </main>
  );
}

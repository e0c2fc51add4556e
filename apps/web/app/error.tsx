'use client';

export default function ErrorPage({ retry }: { retry: () => void }) {
  return (
    <main className="mx-auto max-w-xl px-5 py-24 text-center" role="alert">
      <h1>This page could not be loaded</h1>
      <p className="hint mt-3">Nothing is lost. The server may be starting again, or the database does not answer.</p>
      <button type="button" className="button button-primary mt-6" onClick={() => retry()}>
        Try again
      </button>
    </main>
  );
}

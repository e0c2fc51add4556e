import type { ReactNode } from 'react';

export interface EntryPageProps {
  title: string;
  text: string;
  children: ReactNode;
}

/** The frame of the pages for people who are not signed in. */
export function EntryPage({ title, text, children }: EntryPageProps) {
  return (
    <main className="mx-auto grid min-h-dvh max-w-md content-center gap-6 px-5 py-10">
      <div className="flex items-center gap-3">
        {/* biome-ignore lint/performance/noImgElement: a 32-pixel drawing needs no optimiser */}
        <img src="/icon.svg" alt="" width={36} height={36} />
        <span className="font-semibold text-xl tracking-tight">Querent</span>
      </div>
      <div className="panel grid gap-5 p-6">
        <div>
          <h1>{title}</h1>
          <p className="hint mt-2">{text}</p>
        </div>
        {children}
      </div>
    </main>
  );
}

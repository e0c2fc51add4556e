'use client';
import { Toast } from '@base-ui/react/toast';
import { useEffect } from 'react';
import { listen } from './say';

const TIMEOUT_MS = 6_000;
const manager = Toast.createToastManager();

/** Shows what is said by `say`; F6 leads the keyboard to it. */
export function Toaster() {
  useEffect(() => listen((text) => manager.add({ title: text, timeout: TIMEOUT_MS })), []);
  return (
    <Toast.Provider toastManager={manager}>
      <Toast.Portal>
        <Toast.Viewport className="fixed inset-x-4 bottom-4 z-30 ml-auto grid max-w-sm gap-2 outline-none sm:right-6 sm:left-auto">
          <Toasts />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function Toasts() {
  const { toasts } = Toast.useToastManager();
  return toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      className="rounded-xl border border-line bg-panel text-ink shadow-lg data-limited:hidden motion-safe:transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0"
    >
      <Toast.Content className="flex items-center gap-3 py-2 pr-2 pl-4 text-sm">
        <span className="text-good" aria-hidden="true">
          ✓
        </span>
        <Toast.Title render={<p />} className="min-w-0 flex-1" />
        <Toast.Close
          className="grid size-9 shrink-0 place-items-center rounded-lg hover:bg-sunken"
          aria-label="Dismiss"
        >
          ✕
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ));
}

import { useEffect } from 'react';

const DARK = '(prefers-color-scheme: dark)';
/** By which Swagger UI knows that it is dark. */
const CLASS = 'dark-mode';

/** Says at the root of the page whether this device is set to dark colours, as long as who asks is there. */
export function useDarkClass(): void {
  useEffect(() => {
    const query = matchMedia(DARK);
    const root = document.documentElement;
    const follow = () => root.classList.toggle(CLASS, query.matches);
    follow();
    query.addEventListener('change', follow);
    return () => {
      query.removeEventListener('change', follow);
      root.classList.remove(CLASS);
    };
  }, []);
}

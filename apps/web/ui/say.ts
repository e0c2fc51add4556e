type Listener = (text: string) => void;

const waiting: string[] = [];
let listener: Listener | null = null;

/** Tells what has been done, for a few seconds and over whatever page comes next. What failed belongs beside its cause. */
export function say(text: string) {
  if (listener) listener(text);
  else waiting.push(text);
}

/** The toaster comes after the page: what was said before it is told then. */
export function listen(to: Listener) {
  listener = to;
  for (const text of waiting.splice(0)) to(text);
  return () => {
    if (listener === to) listener = null;
  };
}

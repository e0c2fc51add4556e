import { openPredictor, type Predictor } from '@querent/core';
import type { Store } from '@querent/storage';

/** The graph that was used last stays open: the parts of a pool come one after the other. */
let open: { key: string; predictor: Promise<Predictor> } | null = null;

/** The drawn networks of a round. They are released when another round's are opened, as tasks take turns. */
export async function openGraph(store: Store, key: string): Promise<Predictor> {
  if (open?.key !== key) {
    const last = open;
    const predictor = store.get(key).then((bytes) => openPredictor(bytes));
    open = { key, predictor };
    predictor.catch(() => {
      if (open?.predictor === predictor) open = null;
    });
    await last?.predictor.then(
      (earlier) => earlier.release(),
      () => {},
    );
  }
  return open!.predictor;
}

import { isPosted, loadPosted, loadPostedPart, openPredictor, type Predictor, postedPredictor } from '@querent/core';
import type { Store } from '@querent/storage';

/** The graph that was used last stays open: the parts of a pool come one after the other. */
let open: { key: string; predictor: Promise<Predictor> } | null = null;

/** What a round predicts with: its drawn networks, or what an outside model has said. They are released when another round's are opened, as tasks take turns. */
export async function openGraph(store: Store, key: string): Promise<Predictor> {
  if (open?.key !== key) {
    const last = open;
    const predictor = store.get(key).then((bytes) => predictorOf(bytes, store));
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

const predictorOf = async (bytes: Uint8Array, store: Store): Promise<Predictor> =>
  isPosted(bytes)
    ? postedPredictor(loadPosted(bytes), async (key) => loadPostedPart(await store.get(key)))
    : openPredictor(bytes);

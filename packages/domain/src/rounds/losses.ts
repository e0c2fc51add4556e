const MOST = 300;

/**
 * Losses of a training, few enough to be drawn and kept: once there are too many, every second one goes, and from then on only
 * epochs in such steps come in. The last epoch is always there.
 */
export function keepLosses() {
  let step = 1;
  let kept: [epoch: number, loss: number][] = [];
  let last: [epoch: number, loss: number] | null = null;
  return {
    add(epoch: number, loss: number) {
      last = [epoch, Number(loss.toPrecision(6))];
      if ((epoch - 1) % step > 0) return;
      kept.push(last);
      if (kept.length < MOST) return;
      step *= 2;
      kept = kept.filter(([one]) => (one - 1) % step === 0);
    },
    list: (): [epoch: number, loss: number][] => (last && kept.at(-1) !== last ? [...kept, last] : [...kept]),
  };
}

import { aurocOf } from '../auroc.js';
import { defineFigure } from '../figure.js';
import { meanOf } from '../sums.js';
import { answersOf, classOf, ofClasses } from './ground.js';

/** Of two classes that of the second; of more the mean of each against the rest, of classes with records on both sides. */
export const auroc = defineFigure(ofClasses, {
  id: 'auroc',
  title: 'AUROC',
  better: 'higher',
  unit: 'share',
  formula: 'mean_c P( p_c(of class c) > p_c(of another) )',
  when: 'How well the probabilities rank, wherever a threshold will be put. Blind to calibration.',
  source: 'Hanley and McNeil 1982, Radiology 143:29',
  whole(judged, rows) {
    const each = Array.from({ length: judged.classes }, (_, c) => aurocOf(classOf(judged, rows, c)));
    return judged.classes === 2 ? each[1]! : meanOf(each.filter((value) => !Number.isNaN(value)));
  },
});

/** Mean error rate of the surest answers, over all shares of them; of equally sure answers each order counts the same. */
export const aurc = defineFigure(ofClasses, {
  id: 'aurc',
  title: 'Area under risk and coverage',
  better: 'lower',
  unit: 'share',
  formula: 'mean_k error among the k surest answers',
  when: 'The model may leave its least sure answers to people: lower means that its doubt is where its mistakes are.',
  source: 'Geifman et al. 2019, arXiv:1805.08206, equation 4',
  whole(judged, rows) {
    const { sure, right } = answersOf(judged, rows);
    const order = Array.from(sure.keys()).sort((a, b) => sure[b]! - sure[a]!);
    let [area, wrong] = [0, 0];
    for (let from = 0, to = 0; from < order.length; from = to) {
      let tied = 0;
      for (to = from; to < order.length && sure[order[to]!] === sure[order[from]!]; to++)
        tied += 1 - right[order[to]!]!;
      for (let k = from; k < to; k++) area += (wrong + (tied * (k + 1 - from)) / (to - from)) / (k + 1);
      wrong += tied;
    }
    return area / order.length;
  },
});

import type { Acquisition } from '@querent/core/acquisitions';
import { summarizeLabels } from '@querent/core/likelihoods';
import { picture } from '../svg.ts';
import { squarePanel } from './class-pictures.ts';
import { squareMesh } from './contours.ts';

const logit = (p: number) => Math.log(p / (1 - p));

/** Scores of two labels by two draws: how probable each is, or how far the draws are apart on each. */
export function labelPicture(acquisition: Acquisition) {
  const { id, title, unit, needsDisagreement, options } = acquisition;
  const panels: [name: string, besides: { cardinality?: number }, options: object][] =
    id === 'cardinality'
      ? [
          ['usually one label', { cardinality: 1 }, {}],
          ['usually two labels', { cardinality: 2 }, {}],
        ]
      : [
          ['mean over the labels', {}, { over: 'mean' }],
          ['max over the labels', {}, { over: 'max' }],
        ];
  const names = needsDisagreement
    ? (['gap on label A', 'gap on label B'] as const)
    : (['P(label A)', 'P(label B)'] as const);
  return picture(
    440,
    216,
    `${title}: the score by what draws say`,
    panels.map(([name, besides, chosen], i) => {
      const mesh = squareMesh(34 + 220 * i, 26, 150);
      const draws = [-0.5, 0.5].map((side) =>
        mesh.places.flatMap((place) =>
          place.map((p) => logit(needsDisagreement ? 0.5 + side * Math.min(p, 0.9999) : p)),
        ),
      );
      const given = summarizeLabels({ samples: 2, count: mesh.places.length, outputs: 2, outputsSNO: draws.flat() });
      const values = acquisition.score({ ...given, ...besides }, options.parse(chosen));
      return squarePanel(mesh, values, name, names, unit);
    }),
  );
}

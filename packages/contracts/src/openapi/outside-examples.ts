import { awaited, idOf } from './example-objects.js';

/** Of the routes by which an outside model is asked. */
export const outsideExamples = {
  'GET /rounds/{roundId}/wanted': {
    query: { limit: 1000, which: 'missing' as const },
    response: {
      items: [
        {
          ...{
            place: 2,
            recordId: idOf('record'),
            externalId: 'n1',
            index: 3,
            split: 'pool' as const,
            isPredicted: false,
          },
        },
      ],
      next: '2',
      awaited,
    },
  },
  'POST /rounds/{roundId}/predictions': {
    query: {},
    body: {
      ...{ from: 0, classes: ['Business', 'Sports'], model: 'forest' },
      values: [
        [
          [0.9, 0.1],
          [0.2, 0.8],
        ],
        [
          [0.7, 0.3],
          [0.1, 0.9],
        ],
      ],
    },
    response: awaited,
  },
};

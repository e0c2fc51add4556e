import { expect, it } from 'vitest';
import { proposeRoles } from './propose.js';

it.each([
  ['date', '2025-03-01', '2025-03-02T10:15:00Z'],
  ['date', '2025/03/01', '2025/3/2'],
  ['date', '01.03.2025', '2.3.2025 10:15'],
  ['category', '03/01/2025', '04/01/2025'], // one day here, another there
  ['category', '2025-03/01', 'never'],
])('a column is proposed as a %s where it holds %s and %s', (role, ...values) => {
  const column = { name: 'opened', values: Array.from({ length: 10 }, (_, n) => values[n % 2]) };
  expect(proposeRoles([column])).toEqual({ opened: role });
});

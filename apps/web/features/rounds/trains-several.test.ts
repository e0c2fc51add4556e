import { expect, it } from 'vitest';
import { trainsSeveral } from './trains-several';

it('several networks are trained of an ensemble, of several members, and where certainty is set right', () => {
  const of = (posterior: string, options = {}, calibration = 'none') =>
    trainsSeveral({ posterior: { id: posterior, options }, calibration: { id: calibration, options: {} } });
  expect([of('mc-dropout'), of('swag'), of('swag', { members: 1 })]).toEqual([false, false, false]);
  expect([of('deep-ensemble'), of('swag', { members: 3 }), of('map', {}, 'temperature')]).toEqual([true, true, true]);
});

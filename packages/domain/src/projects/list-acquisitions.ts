import { acquisitions } from '@querent/core/acquisitions';

/** What the settings form offers. */
export const listAcquisitions = () =>
  acquisitions.list().map(({ id, title, source, description }) => ({ id, title, source, description }));

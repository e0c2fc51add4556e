/**
 * Methods of which the web needs the descriptions and the schemas of their options only. They stand on TensorFlow, which a
 * bundler would try to take in with everything it may load; Node finds it by itself, once.
 */
export const loadPosteriors = async (): Promise<typeof import('@querent/core/posteriors').posteriors> =>
  (await import(/* turbopackIgnore: true */ '@querent/core/posteriors')).posteriors;

export const loadNetworks = async (): Promise<
  Pick<typeof import('@querent/core/networks'), 'buildNetwork' | 'networks'>
> => import(/* turbopackIgnore: true */ '@querent/core/networks');

export const loadEncoders = async (): Promise<typeof import('@querent/core/encoders').encoders> =>
  (await import(/* turbopackIgnore: true */ '@querent/core/encoders')).encoders;

export const loadTablePreview = async (): Promise<typeof import('@querent/core/encoders').previewTable> =>
  (await import(/* turbopackIgnore: true */ '@querent/core/encoders')).previewTable;

/** Whether photos can be encoded by the network that has seen others. */
export const hasPhotoModel = async (): Promise<boolean> =>
  (await import(/* turbopackIgnore: true */ '@querent/core/encoders')).hasPhotoModel();

export const loadProposals = (): Promise<typeof import('@querent/core/proposals')> =>
  import(/* turbopackIgnore: true */ '@querent/core/proposals');

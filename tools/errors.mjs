// @ts-check

/**
 * What is known of something that was thrown, which may be anything.
 *
 * @param {unknown} cause
 */
export const messageOf = (cause) => (cause instanceof Error ? cause.message : String(cause));

/**
 * The code that the system or a server gave an error, as `ENOSPC`; else its message.
 *
 * @param {unknown} cause
 */
export const codeOf = (cause) =>
  cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : messageOf(cause);

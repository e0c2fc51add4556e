/** A call that cannot be served as it stands: its message is all that the caller needs. */
export class Refusal extends Error {}

/** Pieces of one line, row or value, put together when it ends; past its most bytes it keeps none. */
export class Gather {
  #pieces: Uint8Array[] = [];
  #length = 0;

  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  get length() {
    return this.#length;
  }

  push(piece: Uint8Array) {
    if (piece.length === 0) return;
    this.#length += piece.length;
    if (this.#length <= this.#most) this.#pieces.push(piece);
    else this.#pieces = [];
  }

  /** All of it, or null where it was too long; begins anew. */
  take(): Buffer | null {
    const whole = this.#length <= this.#most ? Buffer.concat(this.#pieces) : null;
    this.#pieces = [];
    this.#length = 0;
    return whole;
  }
}

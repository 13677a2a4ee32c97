/**
 * A `Request` that has the caller's own signal. A plain one has a signal of its own that follows the caller's through
 * a listener, which stays until the request is garbage-collected: hundreds on a signal that outlives its requests.
 */
export class TransportRequest extends Request {
  override readonly signal: AbortSignal;

  constructor(input: RequestInfo | URL, { signal, ...init }: RequestInit = {}) {
    super(input, init);
    this.signal = signal ?? super.signal;
  }
}

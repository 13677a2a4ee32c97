/** The `x-request-id` of an answer, by which the vendor's support traces a call. */
export function requestId(response: Response): string | undefined {
  return response.headers.get("x-request-id") ?? undefined;
}

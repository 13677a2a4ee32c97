const redacted = "[redacted]";

/**
 * The headers of a response, with only the values that are known to be harmless.
 *
 * @param mask Takes the keys out of a text.
 */
export function shownHeaders(headers: Headers, mask: (text: string) => string): Record<string, string> {
  const harmless = /^(?:content-type|content-length|date|retry-after|x-request-id|x-ratelimit-\w+)$/;
  return shown(headers, (name) => harmless.test(name), mask);
}

/**
 * Query parameters, with only the values that are known to be harmless: those of the contract, unless they take any
 * text, which could be an e-mail address.
 *
 * @param parameters What the contract says of each.
 */
export function shownQuery(
  query: Readonly<Record<string, string>>,
  parameters: Readonly<Record<string, { readonly kind: string }>>,
): Record<string, string> {
  const known = Object.entries(parameters);
  return shown(Object.entries(query), (name) =>
    known.some(([parameter, { kind }]) => parameter === name && kind !== "text"),
  );
}

function shown(
  entries: Iterable<[string, string]>,
  isHarmless: (name: string) => boolean,
  mask: (text: string) => string = (text) => text,
): Record<string, string> {
  return Object.fromEntries(
    [...entries].map(([name, value]) => [name, isHarmless(name) ? mask(value) : redacted]),
  );
}

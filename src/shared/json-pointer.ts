/** JSON pointers (RFC 6901), such as `/source/detail/a~1b`. A leading `#` (the form of a `$ref`) is accepted. */

/** Escapes one name for use in a pointer: `a/b~c` becomes `a~1b~0c`. */
export function escapePointer(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}

/** Reverses {@link escapePointer}. */
export function unescapePointer(token: string): string {
  return token.replaceAll("~1", "/").replaceAll("~0", "~");
}

/** Makes the pointer to a place: every name on the way, from the outside in. */
export function pointerTo(path: readonly string[]): string {
  return path.map((name) => `/${escapePointer(name)}`).join("");
}

/** Reads a pointer into the names on its way. */
export function parsePointer(pointer: string): string[] {
  return pointer.split("/").slice(1).map(unescapePointer);
}

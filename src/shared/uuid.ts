/**
 * A UUID of any version, in either letter case: the vendor documents event ids as UUIDs and its samples mix versions.
 * Both cases are spelled out because the flag `i` makes validation of an event half as slow again.
 */
export const uuidPattern: RegExp =
  /^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$/;

/** Whether a value is a UUID. */
export function isUuid(value: unknown): value is string {
  return typeof value === "string" && uuidPattern.test(value);
}

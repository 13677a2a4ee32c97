/** Whether a value is a uuid, of any version: what the vendor documents the id of an event to be. */
export function isUuid(value: unknown): value is string {
  return typeof value === "string" && /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(value);
}

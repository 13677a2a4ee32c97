/**
 * A value as JSON.
 *
 * @throws Error in words: V8 reads what is nested deeper than it can write.
 */
export function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch (error) {
    throw new Error("An event is nested too deeply to be written as JSON.", { cause: error });
  }
}

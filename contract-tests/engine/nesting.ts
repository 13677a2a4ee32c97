const [quote, backslash] = [0x22, 0x5c];
const opening: readonly number[] = [0x5b, 0x7b];
const closing: readonly number[] = [0x5d, 0x7d];

/** Whether a JSON text opens more arrays and objects within each other than it may. Reads bytes, and no more than it must. */
export function nestsDeeperThan(most: number, json: Uint8Array): boolean {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < json.length; i++) {
    const byte = json[i] ?? 0;
    if (inString) {
      if (byte === backslash) i++;
      else if (byte === quote) inString = false;
    } else if (byte === quote) inString = true;
    else if (opening.includes(byte)) {
      if (++depth > most) return true;
    } else if (closing.includes(byte)) depth--;
  }
  return false;
}

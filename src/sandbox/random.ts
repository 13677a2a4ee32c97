/**
 * Mixes a stream number and an index into 32 bits that look random. Without state, so that any event can be made
 * again from its index alone. Each step can be undone: within one stream no two indices give the same result.
 */
export function mix(stream: number, index: number): number {
  let hash = (Math.imul(index, 0x9e3779b1) + stream) | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** When something was seen, as the end of a sentence: `, 2026-11-01 to 2026-11-24`. */
export function period({ first, last }: { readonly first: number; readonly last: number }): string {
  if (first > last) return "";
  const [from, to] = [day(first), day(last)];
  return from === to ? `, ${from}` : `, ${from} to ${to}`;
}

/** `2026-11-24`. */
function day(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

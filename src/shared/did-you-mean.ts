/**
 * Asks whether another name was meant: the one that shares most letters with the given name, in their order, if those
 * are more than half of both. So it finds a typo (`limt`), a part of a name (`key`), and a longer form (`retries`).
 *
 * @returns A question after a space, or an empty text.
 */
export function didYouMean(written: string, names: readonly string[]): string {
  let most = 0.5;
  let question = "";
  for (const name of names) {
    /** The number of shared letters for each beginning of the name: the longest common subsequence. */
    let shared = [0];
    for (const letter of written.toLowerCase()) {
      const row = [0];
      for (const [i, other] of [...name.toLowerCase()].entries()) {
        const [before = 0, above = 0] = shared.slice(i);
        row.push(letter === other ? before + 1 : Math.max(above, row[i] ?? 0));
      }
      shared = row;
    }
    const likeness = (2 * Number(shared.at(-1))) / (written.length + name.length);
    if (likeness > most) {
      most = likeness;
      question = ` Did you mean \`${name}\`?`;
    }
  }
  return question;
}

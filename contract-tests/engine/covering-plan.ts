/*
 * Chooses the combinations of levels that are worth a request, if the budget does not allow all.
 *
 * Faults of servers are triggered by one level, or by two that meet (Kuhn, Wallace and Gallo, IEEE TSE 30(6), 2004), so
 * a plan covers all pairs. Diagnosis needs more than that: the failing requests must show which level or pair causes
 * the failure. In a locating array no two interactions stand in the same rows (Colbourn and McClary, 2008). The budget
 * is too small for one; the plan comes as near to it as a greedy choice does: each row is the one that covers most new
 * pairs, and among those the one that tells most interactions apart. The same factors always give the same rows.
 */

/** The levels of each factor, by its name. The levels of the first factor take turns, so each has as many rows. */
export type Factors = Readonly<Record<string, readonly string[]>>;

/** One level of each factor. */
export type PlanRow<F extends Factors> = { readonly [Name in keyof F]: F[Name][number] };

/** A row that may be chosen, with the numbers of its interactions: its levels, their pairs, and one combination of more. */
interface Candidate<F extends Factors> {
  readonly row: PlanRow<F>;
  readonly interactions: readonly number[];
}

/**
 * Chooses rows that cover all pairs of levels, as far as so many rows can, and tell most interactions apart.
 *
 * @param isAllowed Whether a combination makes sense. A pair that is in no allowed row need not be covered.
 * @param together Factors whose combinations are all covered, not only the pairs.
 */
export function planRows<F extends Factors>(
  factors: F,
  size: number,
  isAllowed: (row: PlanRow<F>) => boolean,
  together: readonly (keyof F)[] = [],
): readonly PlanRow<F>[] {
  const candidates = candidatesOf(factors, isAllowed, together);
  const [leading = ""] = Object.keys(factors);
  const turns = (factors[leading] ?? []).map((level) =>
    candidates.filter(({ row }) => row[leading] === level),
  );
  const groups = groupsOf(candidates);
  const chosen: PlanRow<F>[] = [];
  while (chosen.length < size) {
    const best = bestOf(turns[chosen.length % turns.length] ?? [], groups);
    if (best === undefined) break;
    split(groups, best.interactions);
    chosen.push(best.row);
  }
  return chosen;
}

function candidatesOf<F extends Factors>(
  factors: F,
  isAllowed: (row: PlanRow<F>) => boolean,
  together: readonly (keyof F)[],
): readonly Candidate<F>[] {
  const entries = Object.entries(factors);
  const rows = entries.reduce<readonly Record<string, string>[]>(
    (known, [name, levels]) => known.flatMap((row) => levels.map((level) => ({ ...row, [name]: level }))),
    [{}],
  );
  const numbers = new Map(
    entries
      .flatMap(([name, levels]) => levels.map((level) => `${name} ${level}`))
      .map((level, number) => [level, number]),
  );
  const combinations = new Map<string, number>();
  return (rows as readonly PlanRow<F>[]).filter(isAllowed).map((row) => {
    const levels = entries.map(([name]) => numbers.get(`${name} ${row[name]}`) ?? 0);
    const combination = together.map((name) => row[name]).join(" ");
    if (!combinations.has(combination)) combinations.set(combination, numbers.size ** 2 + combinations.size);
    // A level is paired with itself, too: that is the interaction of one.
    const pairs = levels.flatMap((one, i) => levels.slice(i).map((other) => one * numbers.size + other));
    return { row, interactions: [...pairs, combinations.get(combination) ?? 0] };
  });
}

/** Interactions that stand in the same chosen rows are of one group. Those in no row yet are of group 0. */
interface Groups {
  readonly groupOf: number[];
  readonly sizes: number[];
}

function groupsOf(candidates: readonly { readonly interactions: readonly number[] }[]): Groups {
  const groupOf: number[] = [];
  let size = 0;
  for (const { interactions } of candidates) {
    for (const interaction of interactions) {
      if (groupOf[interaction] === undefined) size++;
      groupOf[interaction] = 0;
    }
  }
  return { groupOf, sizes: [size] };
}

function bestOf<C extends { readonly interactions: readonly number[] }>(
  candidates: readonly C[],
  { groupOf, sizes }: Groups,
): C | undefined {
  let best: { readonly candidate: C; readonly covered: number; readonly told: number } | undefined;
  const counts = sizes.map(() => 0);
  for (const candidate of candidates) {
    const groups = candidate.interactions.map((interaction) => groupOf[interaction] ?? 0);
    const covered = groups.filter((group) => group === 0).length;
    if (covered < (best?.covered ?? 0)) continue;
    for (const group of groups) counts[group] = (counts[group] ?? 0) + 1;
    let told = 0;
    for (const group of groups) {
      const count = counts[group] ?? 0;
      // The row separates each interaction in it from the others of its group.
      told += count * ((sizes[group] ?? 0) - count);
      counts[group] = 0;
    }
    if (best === undefined || covered > best.covered || told > best.told) {
      best = { candidate, covered, told };
    }
  }
  return best?.candidate;
}

/** Takes the interactions of a chosen row out of their groups. */
function split({ groupOf, sizes }: Groups, interactions: readonly number[]): void {
  const partOf = new Map<number, number>();
  for (const interaction of interactions) {
    const group = groupOf[interaction] ?? 0;
    const part = partOf.get(group) ?? sizes.push(0) - 1;
    partOf.set(group, part);
    groupOf[interaction] = part;
    sizes[group] = (sizes[group] ?? 0) - 1;
    sizes[part] = (sizes[part] ?? 0) + 1;
  }
}

import { type EventModel, kindOfUnknown } from "../../contract-tests/contract-model/event-model.ts";
import { typeOfShape } from "../../contract-tests/engine/value-shape.ts";
import { textTable } from "../../src/shared/text-table.ts";
import type { Difference } from "./differences.ts";
import { isMap, type Learned, type Sighting } from "./learned.ts";
import { period } from "./names.ts";
import type { Tally } from "./tally.ts";

/** Prints the observations: counts, shapes, names of the contract and names that read like chosen words. No values. */
export function observationReport(
  model: EventModel,
  tally: Tally,
  differences: readonly Difference[],
): string {
  const kinds = tally.kinds.get(model.events.unknown);
  const counts = [
    ...(kinds?.known ?? []),
    ...[...(kinds?.unknown ?? [])].map(([tag, { seen }]) => [tag, seen] as const),
  ];
  const head = `${tally.events} events${period(tally)}: ${counts.map(([tag, seen]) => `${seen} ${tag}`).join(", ") || "no kind"}`;
  const surprises = differences.filter(({ what }) => what !== "held").map(describeDifference);
  return [
    head,
    section("Properties: seen n of m, shapes, dates", propertyRows(model, tally)),
    section("Unlike the contract", [...surprises, ...hiddenLines(model, tally)]),
    section("Never seen", neverSeen(model, tally)),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? "" : `${title}\n${lines.map((line) => `  ${line}`).join("\n")}`;
}

function propertyRows(model: EventModel, tally: Tally): readonly string[] {
  const rows = [...model.objects.values()].flatMap((object) =>
    [...object.properties.values()].flatMap((property) => {
      const sighting = tally.properties.get(property);
      if (sighting === undefined || sighting.seen === 0) return [];
      const of = tally.objects.get(object)?.seen ?? 0;
      const name = `${object.name} › ${property.name}`;
      return [
        [
          property.evidence ?? "",
          name,
          `${sighting.seen} of ${of}`,
          `${shapeList(sighting)}${period(sighting)}`,
        ],
      ];
    }),
  );
  return textTable(rows);
}

/** `uuid v4, null 3 times`: the counts only where there is more than one shape. */
function shapeList({ shapes }: Sighting): string {
  const list = [...shapes].sort(([, a], [, b]) => b - a);
  return list.map(([shape, count]) => (list.length > 1 ? `${shape} ${count} times` : shape)).join(", ");
}

function describeDifference(difference: Difference): string {
  if (difference.what === "unknown-kind") {
    const { unions, tag, learned, of } = difference;
    return `${kindOfUnknown(unions[0].unknown)}: the kind "${tag}" is not known, ${learned.seen} of ${of}${period(learned)}`;
  }
  if (difference.what === "undocumented") {
    const { object, name, learned, of, instead } = difference;
    const renamed = instead === undefined ? "" : `; perhaps ${instead.name}, renamed`;
    return `${object.name} › ${name}: not documented, ${contentOf(learned)}, ${learned.seen} of ${of}${period(learned)}${renamed}`;
  }
  const { property, count, sighting, of } = difference;
  const saying = {
    held: "as assumed",
    null: "null",
    "other-type": `of type ${"types" in difference ? difference.types.join(" or ") : ""}`,
    "no-uuid": "no UUID",
    "beyond-int32": "beyond 32 bits",
    negative: "negative",
    seconds: "counts seconds, not milliseconds",
    "no-instant": "by its size no time in milliseconds",
    missing: "absent, though required",
  }[difference.what];
  const total = difference.what === "missing" ? of : sighting.seen;
  return `${property.owner} › ${property.name}: ${saying}, ${count} of ${total}${period(sighting)}`;
}

function contentOf(learned: Learned): string {
  if (isMap(learned)) return "an object whose names may be data";
  const names = [...learned.properties.keys()];
  return names.length > 0 ? `an object of ${names.join(", ")}` : shapeList(learned);
}

function hiddenLines(model: EventModel, tally: Tally): readonly string[] {
  const objects = [...model.objects.values()].flatMap((object) => {
    const hidden = tally.objects.get(object)?.hidden ?? 0;
    return hidden > 0
      ? [`${object.name}: properties whose names may be data, ${hidden} times; not shown`]
      : [];
  });
  const unions = [...tally.kinds].flatMap(([unknown, { hidden }]) => {
    const what = "without a kind, or of one whose name may be data";
    return hidden > 0 ? [`${kindOfUnknown(unknown)}: ${what}, ${hidden} times; not shown`] : [];
  });
  const strange = tally.strange > 0 ? [`${tally.strange} elements are no objects`] : [];
  const versions = [...model.objects.values()].flatMap((object) =>
    [...object.properties.values()].flatMap((property) => {
      const shapes = [...(tally.properties.get(property)?.shapes ?? [])];
      const other = shapes.filter(([shape]) => typeOfShape(shape) === "string" && /^uuid v[^4]/.test(shape));
      return property.definition["format"] !== "uuid"
        ? []
        : other.map(
            ([shape, count]) =>
              `${object.name} › ${property.name}: ${shape}, ${count} times; any version is allowed`,
          );
    }),
  );
  return [...objects, ...unions, ...strange, ...versions];
}

function neverSeen(model: EventModel, tally: Tally): readonly string[] {
  return [...model.objects.values()].flatMap((object) => {
    if ((tally.objects.get(object)?.seen ?? 0) === 0) return [object.name];
    const unseen = [...object.properties.values()].filter((one) => tally.properties.get(one)?.seen === 0);
    return unseen.map(({ name }) => `${object.name} › ${name}`);
  });
}

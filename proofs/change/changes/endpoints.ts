import type { ContractChange } from "../contract-change.ts";
import type { EditedFiles } from "../edited-files.ts";

const specDocument = "spec/openapi.yaml";

/** Endpoints that are added. */
export const endpointChanges: readonly ContractChange[] = [
  {
    name: "endpoint",
    title: "a fourth endpoint, …/events/impressions",
    edit: (files) => addEndpoint(files, "impression", "Impression"),
    pull: {
      args: ["impressions", "156"],
      shows: /"type":"impression"/,
      column: "source_detail_impression_receiver_type",
    },
  },
  {
    name: "endpoint-with-dashes",
    title: "a fourth endpoint whose name is no JavaScript identifier, …/events/in-app-impressions",
    edit: (files) => addEndpoint(files, "in-app-impression", "InAppImpression"),
    pull: {
      args: ["in-app-impressions", "156", "--format", "csv"],
      shows: /source\.detail\.in-app-impression\.receiver/,
      column: "source_detail_in_app_impression_receiver_type",
    },
  },
  {
    name: "equal-segments",
    title: "two endpoints whose paths end alike are rejected",
    edit(files) {
      addEndpoint(files, "impression", "Impression");
      files.replace(
        specDocument,
        "/notifications/{id}/events/impressions",
        "/campaigns/{id}/events/activations",
      );
    },
    rejected: /ends in activations, too/,
  },
  {
    name: "no-event-type",
    title: "an endpoint without x-event-type is rejected",
    edit(files) {
      addEndpoint(files, "impression", "Impression");
      files.replace("spec/paths/impressions.yaml", "  x-event-type: impression\n", "");
    },
    rejected: /Give it x-event-type/,
  },
];

/**
 * Adds an endpoint that is like that of activations.
 *
 * @param type `type` of its events, and the name of their detail
 * @param name the start of its schemas' names
 */
function addEndpoint(files: EditedFiles, type: string, name: string): void {
  // Here "impression" is a type that the contract does not know, and must stay one.
  for (const file of files.list("spec/components/examples/*-of-unknown-kinds.yaml")) {
    if (files.read(file).includes(`type: ${type}\n`)) {
      files.replace(file, `type: ${type}\n`, "type: an event of the future\n");
    }
  }
  // The last word keeps the name of a source.
  const words = {
    activation: type,
    Activation: name,
    [`email-${type}-sample`]: "email-activation-sample",
  };
  const patterns = [
    "spec/paths/activations.yaml",
    "spec/components/schemas/*Activation*.yaml",
    "spec/components/examples/activations*.yaml",
  ];
  for (const file of patterns.flatMap(files.list)) files.copy(file, words);
  files.set(specDocument, ["paths", `/notifications/{id}/events/${type}s`], { $ref: `paths/${type}s.yaml` });
  const known = "spec/components/schemas/KnownEvent.yaml";
  files.append(known, ["oneOf"], { $ref: `${name}Event.yaml` });
  files.set(known, ["discriminator", "mapping", type], `${name}Event.yaml`);
  files.append("spec/components/schemas/UnknownEvent.yaml", ["properties", "type", "not", "enum"], type);
}

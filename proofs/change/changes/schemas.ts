import type { ContractChange } from "../contract-change.ts";
import type { EditedFiles } from "../edited-files.ts";

const documented = { level: "documented", source: "reference" };
const schema = (name: string) => `spec/components/schemas/${name}.yaml`;
const example = (name: string) => `spec/components/examples/${name}.yaml`;
const firstDetail = ["value", 0, "source", "detail"];

/** Changes to what an event holds. */
export const schemaChanges: readonly ContractChange[] = [
  {
    name: "optional-property",
    title: "an optional property of an activation's detail",
    edit(files) {
      files.set(schema("Activation"), ["properties", "locale"], {
        description: "Language of the notification's text.",
        type: "string",
        "x-evidence": documented,
      });
      files.set(example("activations"), [...firstDetail, "activation", "locale"], "fr-FR");
    },
    pull: {
      args: ["activations", "156", "--format", "csv"],
      shows: /^.*source\.detail\.activation\.locale/,
      column: "source_detail_activation_locale",
    },
  },
  {
    name: "union-kinds",
    title: "a receiver kind and a cancellation kind",
    edit(files) {
      addVariant(files, "Receiver", "device", "DeviceReceiver", {
        token: { description: "Token of the device.", type: "string", "x-evidence": documented },
      });
      addVariant(files, "Cancellation", "red list", "RedListCancellation", {
        list: { description: "Name of the list.", type: "string", "x-evidence": documented },
      });
      files.set(example("activations"), [...firstDetail, "activation", "receiver"], {
        type: "device",
        token: "token-1",
      });
      files.set(example("cancellations"), [...firstDetail, "cancellation"], {
        type: "red list",
        list: "main",
      });
    },
    pull: { args: ["cancellations", "156"], shows: /"cancellation":\{"type":"red list"/ },
  },
  {
    name: "nullable-timestamp",
    title: "a cancellation whose timestamp may be null",
    edit(files) {
      files.set(schema("CancellationEvent"), ["properties", "timestamp", "type"], ["integer", "null"]);
    },
    pull: { args: ["cancellations", "156"], shows: /"type":"cancellation"/ },
  },
  {
    name: "renamed-property",
    title: "a property that is called by another name",
    edit(files) {
      files.replace(schema("CustomerIdentity"), "  agency:", "  tenant:");
      for (const file of files.list("spec/components/examples/*.yaml")) {
        if (files.read(file).includes("agency: ")) files.replace(file, "agency: ", "tenant: ");
      }
    },
    // A fault of the catalogue is about the property of the old name.
    decide(files) {
      const faults = "proofs/suite-faults/topics/envelope-objects.ts";
      files.replace(faults, "/agency`", "/tenant`");
      files.replace(faults, 'identity["agency"]', 'identity["tenant"]');
    },
    pull: {
      args: ["executions", "156", "--format", "csv"],
      shows: /^.*identity\.tenant/,
      column: "identity_tenant",
    },
  },
];

/** Adds a variant to the known part of an open union, and takes it out of the unknown part. */
function addVariant(files: EditedFiles, union: string, tag: string, name: string, properties: object): void {
  const kind = { description: "Kind.", type: "string", enum: [tag], "x-evidence": documented };
  files.add(schema(name), {
    description: `One more variant of ${union}.`,
    type: "object",
    required: ["type"],
    properties: { type: kind, ...properties },
  });
  files.append(schema(`Known${union}`), ["oneOf"], { $ref: `${name}.yaml` });
  files.set(schema(`Known${union}`), ["discriminator", "mapping", tag], `${name}.yaml`);
  files.append(schema(`Unknown${union}`), ["properties", "type", "not", "enum"], tag);
}

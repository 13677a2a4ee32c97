import type { ContractChange } from "../contract-change.ts";

const documented = { level: "documented", source: "reference" };

/** Changes to how the API is asked, and to how it rejects. */
export const requestChanges: readonly ContractChange[] = [
  {
    name: "query-parameter",
    title: "an optional query parameter of every endpoint",
    edit(files) {
      files.add("spec/components/parameters/limit.yaml", {
        name: "limit",
        in: "query",
        description: "The most events to list.",
        "x-evidence": documented,
        schema: { type: "integer", minimum: 1, maximum: 1000 },
        example: 100,
      });
      for (const file of files.list("spec/paths/*.yaml")) {
        files.append(file, ["get", "parameters"], { $ref: "../components/parameters/limit.yaml" });
      }
    },
    pull: { args: ["activations", "156", "--limit", "5"], shows: /"type":"activation"/ },
  },
  {
    name: "enum-value",
    title: "one more value of sort",
    edit(files) {
      files.append("spec/components/schemas/SortOrder.yaml", ["enum"], "none");
    },
    pull: { args: ["activations", "156", "--sort", "none"], shows: /"type":"activation"/ },
  },
  {
    name: "prefix-and-bearer",
    title: "a move to /v9 and Authorization: Bearer",
    edit(files) {
      const document = "spec/openapi.yaml";
      files.replace(document, "  /notifications/{id}", "  /v9/notifications/{id}");
      files.replace(
        document,
        "      type: apiKey\n      in: header\n      name: X-Key\n",
        "      type: http\n      scheme: bearer\n",
      );
      files.replace(document, "apiKey:", "bearerToken:");
    },
    pull: { args: ["executions", "156"], shows: /"type":"execution"/ },
  },
  {
    name: "forbidden-body",
    title: "a 403 with a body of application/problem+json",
    edit(files) {
      const property = (type: string, description: string) => ({
        description,
        type,
        "x-evidence": documented,
      });
      files.add("spec/components/schemas/Problem.yaml", {
        description: "Why the server rejects.",
        type: "object",
        required: ["title", "status"],
        properties: {
          title: property("string", "The reason."),
          status: property("integer", "The status code."),
        },
      });
      files.set("spec/components/responses/forbidden.yaml", ["content"], {
        "application/problem+json": {
          schema: { $ref: "../schemas/Problem.yaml" },
          examples: {
            rejected: { value: { title: "Forbidden", status: 403 }, "x-evidence": documented },
          },
        },
      });
    },
    pull: { args: ["activations", "156"], shows: /"type":"activation"/ },
  },
];

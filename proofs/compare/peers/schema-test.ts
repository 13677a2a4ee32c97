import { Ajv2020 } from "ajv/dist/2020.js";
import ajvFormats from "ajv-formats";
import { contract } from "../../../contract-tests/engine/contract.ts";
import type { ContractSettings } from "../../../contract-tests/engine/settings.ts";
import { type ApiCall, callsTo, patienceMs } from "../calls.ts";
import type { Complaints, Peer } from "../peer.ts";

/** What most teams write themselves: the status, the media type, and each response against its schema. */
export const schemaTest: Peer = {
  id: "schema-test",
  title: "A schema test by hand",
  packageName: "ajv",
  setUp:
    "eleven calls on each endpoint over `fetch`. Data must have 200, `application/json` and the bundle's schema (checked by ajv); an error response may be any 4xx.",
  cannot: "The window, the order, the forms of dates and stability: each would need a separate test.",
  missing: () => undefined,
  async prepare() {
    const ajv = new Ajv2020({ strict: false, allErrors: false });
    ajvFormats.default(ajv);
    ajv.addSchema(contract, "openapi.json");
    const isList = ajv.compile({ $ref: "openapi.json#/components/schemas/NotificationEvents" });
    const judge = async (server: ContractSettings, call: ApiCall): Promise<Complaints> => {
      try {
        const response = await fetch(server.baseUrl + call.target, {
          headers: call.key === undefined ? {} : { "X-Key": call.key },
          signal: AbortSignal.timeout(patienceMs),
        });
        const { status } = response;
        const type = response.headers.get("content-type")?.toLowerCase() ?? "";
        const text = await response.text();
        if (call.ends === "error") return status >= 400 && status < 500 ? [] : [`${call.name}: status`];
        if (status === 204 || text === "") return [];
        if (status !== 200) return [`${call.name}: status`];
        if (!type.startsWith("application/json")) return [`${call.name}: media type`];
        return isList(JSON.parse(text)) ? [] : [`${call.name}: schema`];
      } catch {
        return [`${call.name}: no response, or no JSON`];
      }
    };
    return {
      async run(server) {
        const complaints: string[] = [];
        for (const call of callsTo(server)) complaints.push(...(await judge(server, call)));
        return complaints;
      },
    };
  },
};

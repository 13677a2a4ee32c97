import type { Stages } from "../../../proofs/suite-faults/variant.ts";
import type { SandboxRequest } from "../../../src/sandbox/parse-event-request.ts";
import { standardStages } from "../../../src/sandbox/stages.ts";
import { keySent } from "../../../src/shared/testing/event-request.ts";

/** `end` counts as within the window, and a version is a number: one documented and some assumed violations. */
export const endIncluded: Stages = {
  parse(request, settings) {
    const query = standardStages.parse(request, settings);
    return "status" in query || query.end === undefined ? query : { ...query, end: query.end + 1 };
  },
  *select(store, query, turn) {
    for (const text of standardStages.select(store, query, turn)) {
      yield query.kind === "activations" ? text : text.replace(/"version":"[^"]*"/, '"version":5');
    }
  },
};

/** Texts that a hostile server writes into names, headers and bodies. None of them may reach a report. */
export const secrets = {
  address: "someone.else@example.com",
  hash: "0123456789abcdef0123456789abcdef",
  markup: `"><img src=x onerror="document.title='broken'">`,
  terminalCodes: "\u001b[2J\u009b2J\u202e",
};

/** Every spelling of the key as it was sent, an address and a digest, as far as a header can hold them. */
function echoOf(headers: SandboxRequest["headers"]): string {
  const sent = keySent(headers) ?? "none";
  const { address, hash } = secrets;
  const base64 = Buffer.from(`np6:${sent}`).toString("base64");
  const spellings = [sent, encodeURIComponent(sent), sent.toLowerCase(), sent.toUpperCase(), base64];
  return [...spellings, address, encodeURIComponent(address), hash, `id_${hash.toUpperCase()}`].join(" ");
}

/** Echoes the key, an address, a digest, markup and terminal codes wherever a report could quote it. */
export const hostile: Stages = {
  finish(reply, { headers }) {
    const { address, hash, markup, terminalCodes } = secrets;
    const echo = echoOf(headers);
    const name = JSON.stringify(`${echo} ${markup} ${terminalCodes}`);
    const kind = JSON.stringify(`${address} ${hash} ${keySent(headers) ?? ""}`.slice(0, 60));
    const known = `"type":"activation","timestamp":"${address}","source":{"type":${kind},${name}:1}`;
    const events = [
      `{${name}:1,${name}:9007199254740993,"type":${name},"unicity":"${address}","hash":"${hash}"}`,
      `{${known}}`,
    ];
    return {
      status: reply.status,
      headers: {
        "content-type": `application/json; ${address}`,
        "x-request-id": `${echo} ${markup}`,
        "x-echo": echo,
      },
      body: [Buffer.from(`[${events.join()}]`)],
    };
  },
};

/** The same, and lets everybody in: what it echoes of a key is then that of a violation. */
export const welcoming: Stages = {
  finish: (reply, request, response) => hostile.finish?.({ ...reply, status: 200 }, request, response),
};

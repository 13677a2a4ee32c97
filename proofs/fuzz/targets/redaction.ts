import { maskKeys } from "../../../src/shared/redaction/key.ts";
import { starPersonal } from "../../../src/shared/redaction/personal.ts";
import { type FuzzTarget, must } from "../target.ts";

const key = "fuzz+key/0123'\"%20";
const address = "someone@example.com";
const keys = [key];

/** What a server says in an error: the key and personal data are found wherever they stand. */
export const redaction: FuzzTarget = {
  name: "redaction",
  seeds: [
    `no such key: ${key}`,
    JSON.stringify({ message: `${key} ${address}`, hash: "0".repeat(32) }),
    `<h1>&quot;${encodeURIComponent(key)}&quot; ${address}</h1>`,
    "unicity: x; hash=y",
  ],
  check(input) {
    const text = Buffer.from(input).toString();
    const began = performance.now();
    for (const made of [text, `${text} ${key} ${text}`, `${text} ${address} ${text}`]) {
      const masked = maskKeys(made, keys);
      must(!masked.includes(key), `the key is left in ${masked}`);
      const starred = starPersonal(made);
      must(starred.length === made.length, "the text has another length");
      must(!starred.includes(address), `the address is left in ${starred}`);
    }
    must(performance.now() - began < 5_000, "it takes seconds");
  },
};

import { endpoints, security } from "../../generated/contract.js";

/** Example requests for the mock: one to each endpoint, and one that asks for an error. */
export function mockExamples(url: string): string {
  const addresses = Object.values(endpoints).map(({ path }) => `'${url}${path.replace(/{.+?}/, "156")}'`);
  const curl = `curl -H '${security.header}: ${security.prefix}any'`;
  return `The contract's examples are on ${url}. Ctrl-C ends it. Try:

${addresses.map((address) => `  ${curl} ${address}\n`).join("")}  ${curl} -i -H 'Prefer: code=429' ${addresses[0]}
`;
}

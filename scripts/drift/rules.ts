/** The effect of a difference on a user of the API who relies on our contract. */
export type Level = "breaking" | "warning" | "info";

export interface Rule {
  readonly level: Level;
  /** Level where what changed takes a new member: an open union, or ways to be let in of which one is enough. */
  readonly levelWhereOpen?: Level;
  /** The level that oasdiff gives it; absent where the rule is ours. */
  readonly oasdiff?: "ERR" | "WARN" | "INFO";
  /** Why our level is another, or why the rule is not oasdiff's. */
  readonly why?: string;
  /** What to edit when the other document is right. */
  readonly edit: string;
}

/**
 * Every kind of difference, by oasdiff's ids. Levels differ from oasdiff's where this API differs from most: its unions
 * are open, nearly all of its responses are optional, and people use it through generated types.
 */
// biome-ignore format: a row a line, as a table is read.
export const rules = {
  "api-path-removed-without-deprecation": { level: "breaking", oasdiff: "ERR", edit: "Find out what replaces it before you remove the path." },
  "api-removed-without-deprecation": { level: "breaking", oasdiff: "ERR", edit: "Find out what replaces it before you remove the operation." },
  "api-path-moved": { level: "breaking", why: "oasdiff compares paths without their prefix only if it is given both prefixes, but a client has to call another path", edit: "Change the prefix of each path. npm run generate brings it to the client, the suite and the sandbox." },
  "endpoint-added": { level: "info", oasdiff: "INFO", edit: "Add this file, its path in spec/openapi.yaml, and a schema of its events to the known events. docs/when-the-api-changes.md shows each step." },
  "endpoint-deprecated": { level: "warning", oasdiff: "INFO", why: "there is no other way to these events", edit: "Mark the operation deprecated, and say since when." },
  "request-body-added-required": { level: "breaking", oasdiff: "ERR", edit: "Add the request body." },
  "request-body-added-optional": { level: "info", oasdiff: "INFO", edit: "Add the request body, or note why not." },
  "server-removed": { level: "breaking", why: "oasdiff compares no servers, but the address is a default of the client", edit: "Change the server here, and the default address of the client." },
  "server-added": { level: "info", why: "oasdiff compares no servers, but a second one may be the missing sandbox", edit: "Add the server." },

  "api-security-added": { level: "breaking", levelWhereOpen: "info", oasdiff: "INFO", why: "a client has to send other credentials, unless the ones of our contract still do", edit: "Add the security scheme and the requirement." },
  "api-security-removed": { level: "breaking", oasdiff: "INFO", why: "a client has to send other credentials", edit: "Remove the requirement after you know what replaced it." },
  "api-security-component-type-changed": { level: "breaking", oasdiff: "INFO", why: "a client has to send the key in another place", edit: "Change type, in and name of the scheme." },

  "new-required-request-parameter": { level: "breaking", oasdiff: "ERR", edit: "Add a file to spec/components/parameters/ and its $ref to each path. npm run generate makes it an option of the client's methods and of the command line, and callers have to give it." },
  "new-optional-request-parameter": { level: "info", oasdiff: "INFO", edit: "Add a file to spec/components/parameters/ and its $ref to each path. npm run generate makes it an option of the client's methods and of the command line." },
  "request-parameter-removed": { level: "breaking", oasdiff: "WARN", why: "a server that ignores a bound or an order returns other events", edit: "Remove the parameter, its checks and its option in the client." },
  "request-parameter-became-required": { level: "breaking", oasdiff: "ERR", edit: "Add required: true." },
  "request-parameter-became-optional": { level: "info", oasdiff: "INFO", edit: "Remove required: true." },
  "request-parameter-deprecated": { level: "info", oasdiff: "INFO", edit: "Mark the parameter deprecated." },
  "request-parameter-type-changed": { level: "breaking", oasdiff: "ERR", edit: "Change the type or format." },
  "request-parameter-type-generalized": { level: "info", oasdiff: "INFO", edit: "Allow what their document allows." },
  "request-parameter-list-of-types-narrowed": { level: "breaking", oasdiff: "ERR", edit: "Remove the type they no longer take." },
  "request-parameter-list-of-types-widened": { level: "info", oasdiff: "INFO", edit: "Allow what their document allows." },
  "request-parameter-became-nullable": { level: "info", oasdiff: "INFO", edit: "Allow what their document allows." },
  "request-parameter-became-not-nullable": { level: "breaking", oasdiff: "ERR", edit: "Remove null." },
  "request-parameter-became-enum": { level: "breaking", oasdiff: "ERR", edit: "Add the enum, with its x-evidence." },
  "request-parameter-enum-value-added": { level: "info", oasdiff: "INFO", edit: "Allow what their document allows." },
  "request-parameter-enum-value-removed": { level: "breaking", oasdiff: "ERR", edit: "Remove the value, and its checks." },
  "request-parameter-default-value-added": { level: "breaking", oasdiff: "ERR", edit: "Add the default, and say what a request without the parameter now means." },
  "request-parameter-default-value-changed": { level: "breaking", oasdiff: "ERR", edit: "Change the default, and say what a request without the parameter now means." },
  "request-parameter-default-value-removed": { level: "breaking", oasdiff: "ERR", edit: "Remove the default, and say what a request without the parameter now means." },
  "request-parameter-pattern-added": { level: "breaking", oasdiff: "ERR", edit: "Add the pattern." },
  "request-parameter-pattern-changed": { level: "warning", oasdiff: "WARN", edit: "Change the pattern." },
  "request-parameter-pattern-removed": { level: "info", oasdiff: "INFO", edit: "Allow what their document allows." },
  "request-parameter-min-set": { level: "warning", oasdiff: "WARN", edit: "Add the bound." },
  "request-parameter-min-increased": { level: "breaking", oasdiff: "ERR", edit: "Change the bound." },
  "request-parameter-min-decreased": { level: "info", oasdiff: "INFO", edit: "Allow what their document allows." },
  "request-parameter-max-set": { level: "warning", oasdiff: "WARN", edit: "Add the bound." },
  "request-parameter-max-decreased": { level: "breaking", oasdiff: "ERR", edit: "Change the bound." },
  "request-parameter-max-increased": { level: "info", oasdiff: "INFO", edit: "Allow what their document allows." },
  "request-parameter-max-length-set": { level: "warning", oasdiff: "WARN", edit: "Add the bound." },
  "request-parameter-max-length-decreased": { level: "breaking", oasdiff: "ERR", edit: "Change the bound." },
  "request-parameter-max-length-increased": { level: "info", oasdiff: "INFO", edit: "Allow what their document allows." },
  "request-parameter-min-length-increased": { level: "breaking", oasdiff: "ERR", edit: "Change the bound." },
  "request-parameter-min-length-decreased": { level: "info", oasdiff: "INFO", edit: "Allow what their document allows." },

  "response-success-status-removed": { level: "breaking", oasdiff: "ERR", edit: "Remove the response." },
  "response-success-status-added": { level: "info", oasdiff: "INFO", edit: "Add the response." },
  "response-non-success-status-removed": { level: "warning", oasdiff: "INFO", why: "the server now rejects in another way", edit: "Remove the response, or say how it is known." },
  "response-non-success-status-added": { level: "info", oasdiff: "INFO", edit: "Add the response." },
  "response-media-type-removed": { level: "breaking", oasdiff: "ERR", edit: "Change the media type." },
  "response-media-type-added": { level: "info", oasdiff: "INFO", edit: "Add the media type, or note why not." },
  "required-response-header-removed": { level: "breaking", oasdiff: "ERR", edit: "Remove the header, or say how it is known." },
  "optional-response-header-removed": { level: "warning", oasdiff: "WARN", edit: "Remove the header, or say how it is known." },
  "response-header-added": { level: "info", oasdiff: "INFO", edit: "Add the header." },
  "response-header-became-optional": { level: "breaking", oasdiff: "ERR", edit: "Remove required: true." },
  "response-header-type-changed": { level: "breaking", oasdiff: "ERR", edit: "Change the schema, or note the proof that their document is wrong." },
  "response-header-type-generalized": { level: "breaking", oasdiff: "ERR", edit: "Change the schema, or note the proof that their document is wrong." },
  "response-header-type-specialized": { level: "info", oasdiff: "INFO", edit: "Change the schema, or note the proof that their document is wrong." },
  "response-header-became-nullable": { level: "breaking", oasdiff: "ERR", edit: "Change the schema, or note the proof that their document is wrong." },
  "response-header-became-not-nullable": { level: "info", oasdiff: "INFO", edit: "Change the schema, or note the proof that their document is wrong." },

  "response-body-type-changed": { level: "breaking", oasdiff: "ERR", edit: "Change the schema, or note the proof that their document is wrong." },
  "response-body-type-generalized": { level: "breaking", oasdiff: "ERR", edit: "Change the schema, or note the proof that their document is wrong." },
  "response-body-type-specialized": { level: "info", oasdiff: "INFO", edit: "Change the schema, or note the proof that their document is wrong." },
  "response-body-list-of-types-widened": { level: "breaking", oasdiff: "ERR", edit: "Change the schema, or note the proof that their document is wrong." },
  "response-body-list-of-types-narrowed": { level: "info", oasdiff: "INFO", edit: "Change the schema, or note the proof that their document is wrong." },
  "response-body-became-nullable": { level: "breaking", oasdiff: "ERR", edit: "Change the schema, or note the proof that their document is wrong." },
  "response-body-became-not-nullable": { level: "info", oasdiff: "INFO", edit: "Change the schema, or note the proof that their document is wrong." },

  "response-list-length-changed": { level: "breaking", why: "oasdiff has no rule for the length of a list in a response, but one that is cut short loses events, and one that is never empty has no answer for a time without events", edit: "Find out how to get what the list leaves out, or what comes when there is nothing to list, before you change the schema." },
  "response-property-type-changed": { level: "breaking", oasdiff: "ERR", edit: "Change the schema, or note the proof that their document is wrong." },
  "response-property-type-generalized": { level: "breaking", oasdiff: "ERR", edit: "Change the schema, or note the proof that their document is wrong." },
  "response-property-type-specialized": { level: "info", oasdiff: "INFO", edit: "Change the schema, or note the proof that their document is wrong." },
  "response-property-list-of-types-widened": { level: "breaking", oasdiff: "ERR", edit: "Change the schema, or note the proof that their document is wrong." },
  "response-property-list-of-types-narrowed": { level: "info", oasdiff: "INFO", edit: "Change the schema, or note the proof that their document is wrong." },
  "response-property-became-nullable": { level: "breaking", oasdiff: "ERR", edit: "Change the schema, or note the proof that their document is wrong." },
  "response-property-became-not-nullable": { level: "info", oasdiff: "INFO", edit: "Change the schema, or note the proof that their document is wrong." },
  "response-required-property-removed": { level: "breaking", oasdiff: "ERR", edit: "Remove the property, or change its level to the evidence that is left." },
  "response-optional-property-removed": { level: "breaking", oasdiff: "WARN", why: "nearly all of this API is optional", edit: "Remove the property, or change its level to the evidence that is left." },
  "response-required-property-added": { level: "info", oasdiff: "INFO", edit: "Add the property, required." },
  "response-optional-property-added": { level: "info", oasdiff: "INFO", edit: "Add the property." },
  "response-property-became-optional": { level: "breaking", oasdiff: "ERR", edit: "Take it off the list of required properties." },
  "response-property-became-required": { level: "info", oasdiff: "INFO", edit: "Put it on the list of required properties." },
  "response-property-deprecated": { level: "info", oasdiff: "INFO", edit: "Mark the property deprecated." },
  "response-property-enum-value-added": { level: "breaking", levelWhereOpen: "info", oasdiff: "WARN", why: "a new value breaks code that handles each value of a closed list; an open list may grow", edit: "Add the value; in an open union, a variant, its mapping, and the tag in the unknown member." },
  "response-property-enum-value-removed": { level: "warning", oasdiff: "INFO", why: "code may wait for a value that no longer comes", edit: "Remove the value, or say how it is known." },
  "response-property-one-of-added": { level: "breaking", levelWhereOpen: "info", oasdiff: "ERR", why: "an open union may grow", edit: "Add a variant, its mapping, an example, and the tag in the unknown member." },
  "response-property-one-of-removed": { level: "warning", oasdiff: "INFO", why: "code may wait for a value that no longer comes", edit: "Remove the variant, or say how it is known." },
  "response-property-discriminator-added": { level: "info", oasdiff: "INFO", edit: "Make it a union by that property." },
  "response-property-discriminator-removed": { level: "breaking", oasdiff: "INFO", why: "generated types change with it", edit: "Find out what tells the variants apart now." },
  "response-property-discriminator-property-name-changed": { level: "breaking", oasdiff: "INFO", why: "generated types change with it", edit: "Change propertyName, and the property in each variant." },
  "response-property-discriminator-mapping-changed": { level: "breaking", oasdiff: "INFO", why: "generated types change with it", edit: "Change the mapping." },
  "response-property-discriminator-mapping-deleted": { level: "breaking", oasdiff: "INFO", why: "generated types change with it", edit: "Remove the tag from the mapping, or say how it is known." },
  "response-property-pattern-added": { level: "info", oasdiff: "INFO", edit: "Change the schema, or note the proof that their document is wrong." },
  "response-property-pattern-changed": { level: "warning", oasdiff: "INFO", why: "what is parsed by it may look different", edit: "Change the schema, or note the proof that their document is wrong." },
  "response-property-pattern-removed": { level: "warning", oasdiff: "INFO", why: "what is parsed by it may look different", edit: "Change the schema, or note the proof that their document is wrong." },
  "response-property-min-decreased": { level: "breaking", oasdiff: "ERR", edit: "Change the schema, or note the proof that their document is wrong." },
  "response-property-max-increased": { level: "breaking", oasdiff: "ERR", edit: "Change the schema, or note the proof that their document is wrong." },
  "response-property-min-length-decreased": { level: "breaking", oasdiff: "ERR", edit: "Change the schema, or note the proof that their document is wrong." },
  "response-property-max-length-increased": { level: "breaking", oasdiff: "ERR", edit: "Change the schema, or note the proof that their document is wrong." },
  "response-property-max-length-unset": { level: "breaking", oasdiff: "ERR", edit: "Change the schema, or note the proof that their document is wrong." },

  wording: { level: "warning", why: "only the vendor's words say what a bound means, and no schema does", edit: "Read the new text. Change our description, and the checks if the meaning changed; then the fingerprint." },
} as const;

export type RuleId = keyof typeof rules;

/** Levels from the worst on. */
export const levels: readonly Level[] = ["breaking", "warning", "info"];

const typed: Readonly<Record<RuleId, Rule>> = rules;

export function ruleOf(id: RuleId): Rule {
  return typed[id];
}

/** @param open An open union is what changed. */
export function levelOf(id: RuleId, open = false): Level {
  const { level, levelWhereOpen } = ruleOf(id);
  return open && levelWhereOpen !== undefined ? levelWhereOpen : level;
}

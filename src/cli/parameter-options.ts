import { type Command, Option } from "commander";
import { parameterDescriptions, queryParameters } from "../../generated/contract.js";
import type { EventQueryParameters } from "../client/event-parameters.ts";
import { instantHint, parseInstantArgument } from "./arguments.ts";

/** How an option is written and read. The client checks the value, because it knows what the contract allows. */
interface OptionForm {
  readonly placeholder: string;
  readonly parse: (text: string) => unknown;
  readonly hint?: string;
}

/** The allowed values and the meaning of a parameter, from the contract. */
export interface TakenParameter {
  readonly kind: string;
  readonly values?: readonly unknown[];
  readonly description: string;
}

/** The query parameters of the contract. */
export const contractParameters: Readonly<Record<string, TakenParameter>> = Object.fromEntries(
  Object.entries(queryParameters).map(([name, taken]) => [
    name,
    { ...taken, description: parameterDescriptions[name as keyof typeof queryParameters] },
  ]),
);

/**
 * Adds an option for each query parameter, with the first sentence of its description as help.
 *
 * @param reserved Options of the command itself. A parameter of such a name gets `--query-` in front.
 * @returns Picks the parameters that were given from the values of all options.
 */
export function addParameterOptions(
  command: Command,
  parameters: Readonly<Record<string, TakenParameter>>,
  reserved: readonly string[],
): (values: Readonly<Record<string, unknown>>) => EventQueryParameters {
  const added = Object.entries(parameters).map(([name, taken]) => {
    const { placeholder, parse, hint } = formOf(taken);
    const flag = `--${reserved.includes(name) ? "query-" : ""}${name} <${placeholder}>`;
    const help = firstSentence(taken.description) + (hint === undefined ? "" : ` (${hint})`);
    const option = new Option(flag, help).argParser(parse);
    command.addOption(option);
    return [name, option.attributeName()] as const;
  });
  return (values) => {
    const given = added.filter(([, attribute]) => values[attribute] !== undefined);
    // Not checked here: the client rejects a value that its parameter does not allow.
    return Object.fromEntries(
      given.map(([name, attribute]) => [name, values[attribute]]),
    ) as EventQueryParameters;
  };
}

function formOf({ kind, values }: TakenParameter): OptionForm {
  const choices = kind === "boolean" ? [true, false] : values;
  if (choices) {
    return {
      placeholder: "value",
      parse: (text) => choices.find((choice) => String(choice) === text) ?? text,
      hint: choices.join(" or "),
    };
  }
  if (kind === "instant") {
    return {
      placeholder: "instant",
      parse: parseInstantArgument,
      hint: instantHint,
    };
  }
  if (kind === "text") return { placeholder: "text", parse: (text) => text };
  // "Number" reads "", "0x10" and "1e3" as numbers too.
  return { placeholder: "number", parse: (text) => (/^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : text) };
}

/** The first sentence of a Markdown text, as plain text without its full stop. */
function firstSentence(markdown: string): string {
  const text = markdown.replaceAll("`", "").replaceAll(/\s+/g, " ");
  return text.replace(/\.(?: .*)?$/, "");
}

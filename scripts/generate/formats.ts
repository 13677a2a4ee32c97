import type { Format } from "ajv";
import { uuidPattern } from "../../src/shared/uuid.ts";

/**
 * The formats the contract uses, as regular expressions of our own: those of ajv-formats would leave a `require` in the
 * generated module, which is to run everywhere and import nothing.
 *
 * A UUID may have any version and either case: vendor samples mix versions. Ranges of integers stand in the schemas.
 */
export const formats: Readonly<Record<string, Format>> = {
  uuid: uuidPattern,
  "date-time":
    /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/i,
  int32: true,
  int64: true,
};

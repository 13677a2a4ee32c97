/**
 * Reads one JSON array of any size from a byte stream, in constant memory. Stands alone: no client, no dependency.
 *
 * @module
 */
export { Np6StreamError, type StreamErrorKind } from "../errors.ts";
export { decodeJsonArray, type JsonArrayElements, type JsonArrayOptions } from "./decode-json-array.ts";

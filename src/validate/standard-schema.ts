/**
 * What libraries for run-time validation have in common: the interface of Standard Schema, version 1. It is written
 * down here, as its authors propose, so that nothing has to be installed for it.
 *
 * @typeParam Input - What the schema accepts.
 * @typeParam Output - What it makes of that.
 */
export interface StandardSchema<Input = unknown, Output = Input> {
  /** The schema, for programs. */
  readonly "~standard": {
    readonly version: 1;
    /** Who made the schema. */
    readonly vendor: string;
    /** Judges a value. */
    readonly validate: (value: unknown) => SchemaResult<Output> | Promise<SchemaResult<Output>>;
    /** For inference only: it holds nothing at run time. */
    readonly types?: { readonly input: Input; readonly output: Output } | undefined;
  };
}

/** The value, or what is wrong with it. */
export type SchemaResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly SchemaIssue[] };

/** One thing that is wrong with a value. */
export interface SchemaIssue {
  /** In words. Libraries quote the value here. */
  readonly message: string;
  /** Where, from the outside in. */
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

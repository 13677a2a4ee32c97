/** Prints the vendor's document among so many others' operations that it has about the size asked for. */
import { dump } from "js-yaml";
import { baseValue } from "./fixtures.ts";
import { otherOperations } from "./other-operations.ts";

const [size = "30", format = "json"] = process.argv.slice(2);
const bytesEach = { json: 2835, yaml: 3524 };
if (format !== "json" && format !== "yaml") throw new Error("Usage: large-document.ts <MB> json|yaml");

const value = otherOperations(baseValue("today"), Math.ceil((Number(size) * 1e6) / bytesEach[format]));
process.stdout.write(format === "json" ? JSON.stringify(value) : dump(value, { noRefs: true }));

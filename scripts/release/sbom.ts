import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { bundled } from "../../tsdown.config.ts";

/**
 * `npm run sbom`: prints the bill of materials (CycloneDX) of the package: what installing it brings, and what the command
 * line holds copies of, which `npm sbom` takes for tools of development.
 */
interface Component {
  readonly "bom-ref": string;
  readonly name: string;
  readonly scope: string;
  readonly properties: readonly { readonly name: string }[];
}

const root = fileURLToPath(new URL("../..", import.meta.url));
const args = ["sbom", "--sbom-format=cyclonedx", "--package-lock-only"];
const whole = JSON.parse(execFileSync("npm", args, { cwd: root, encoding: "utf8", maxBuffer: 2 ** 28 }));
const isCopied = ({ name }: Component) => bundled.includes(name);
// npm 11.19 calls tools of development required, too, with this property.
const isInstalled = ({ scope, properties }: Component) =>
  scope === "required" && !properties.some(({ name }) => name === "cdx:npm:package:development");
const components = whole.components
  .filter((component: Component) => isInstalled(component) || isCopied(component))
  .map((component: Component) =>
    isCopied(component) ? { ...component, scope: "required", properties: [] } : component,
  );
const kept = new Set([
  whole.metadata.component["bom-ref"],
  ...components.map((one: Component) => one["bom-ref"]),
]);
const dependencies = whole.dependencies
  .filter(({ ref }: { ref: string }) => kept.has(ref))
  .map(({ ref, dependsOn = [] }: { ref: string; dependsOn?: string[] }) => ({
    ref,
    dependsOn: dependsOn.filter((other) => kept.has(other)),
  }));
console.log(JSON.stringify({ ...whole, components, dependencies }, null, 2));

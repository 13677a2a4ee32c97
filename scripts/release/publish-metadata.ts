import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { UsageError } from "../../src/shared/usage-error.ts";
import { runCommand } from "../command-line.ts";

const help = `Usage: npm run release:metadata -- --repository URL --ref REF [--folder DIR]

Writes what only a release knows into package.json and README.md: repository, homepage and bugs, and the links of the README,
which lead to files that the package does not contain. Provenance is accepted for the repository of package.json alone.

  --repository URL   address of the repository, such as https://github.com/someone/np6-notification-events
  --ref REF          tag or commit that the links lead to
  --folder DIR       the checkout (default: this folder)
  --help             show this

Exit code: 0 done, 1 a file cannot be written, 2 wrong usage.`;

/** The README with its relative links made absolute. Images need the file itself, not the page about it. */
export function absoluteLinks(markdown: string, repository: string, ref: string): string {
  return markdown.replace(
    /(!?)\[([^\]]*)\]\((?![a-z]+:|#)([^)]+)\)/gi,
    (_, image: string, text: string, path: string) =>
      `${image}[${text}](${repository}/${image === "" ? "blob" : "raw"}/${ref}/${path})`,
  );
}

/** The manifest with the addresses of the project. */
export function withAddresses(manifest: object, repository: string): object {
  return {
    ...manifest,
    repository: { type: "git", url: `git+${repository}.git` },
    homepage: `${repository}#readme`,
    bugs: { url: `${repository}/issues` },
  };
}

if (import.meta.main) {
  process.exitCode = await runCommand({
    help,
    options: {
      repository: { type: "string" },
      ref: { type: "string" },
      folder: { type: "string", default: "." },
    },
    async run({ repository, ref, folder }) {
      if (!repository?.startsWith("https://") || !ref) throw new UsageError("Give --repository and --ref.");
      const address = repository.replace(/\/+$/, "");
      const manifest = join(folder, "package.json");
      const readme = join(folder, "README.md");
      const json = withAddresses(JSON.parse(await readFile(manifest, "utf8")), address);
      await writeFile(manifest, `${JSON.stringify(json, null, 2)}\n`);
      await writeFile(readme, absoluteLinks(await readFile(readme, "utf8"), address, ref));
    },
  });
}

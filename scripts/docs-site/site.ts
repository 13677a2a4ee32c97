import { readFileSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { html } from "../../contract-tests/reports/page/kit.ts";
import { objectAt } from "../../src/shared/json.ts";
import { root } from "../test/guides.ts";
import { type RenderedGuide, renderGuide } from "./markdown.ts";
import { operationsOf } from "./parts.ts";
import { isWorthReading, referencePage } from "./reference-page.ts";
import { type SearchEntry, searchPage } from "./search-page.ts";
import { type SiteGroup, sitePage } from "./site-page.ts";

/** The guides of the site: a group, its files from the root of the project. */
export const guideGroups: Readonly<Record<string, readonly string[]>> = {
  Start: ["README.md", "examples/README.md"],
  Use: [
    "docs/consume.md",
    "docs/following.md",
    "docs/sync.md",
    "docs/command-line.md",
    "docs/testing-with-the-sandbox.md",
    "docs/where-it-runs.md",
  ],
  "Test a server": ["docs/conformance.md", "docs/reports.md", "docs/open-questions.md", "docs/comparison.md"],
  Project: [
    "docs/when-the-api-changes.md",
    "docs/proofs.md",
    "docs/benchmarks.md",
    "docs/versions.md",
    "docs/threat-model.md",
    "docs/decisions.md",
    "generated/EVIDENCE.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "CHANGELOG.md",
  ],
};

const referenceFile = "reference.html";

/** The files of the site: their content by their path on it. */
export function buildSite(document: Readonly<Record<string, unknown>>): ReadonlyMap<string, string | Buffer> {
  const files = new Map<string, string | Buffer>();
  const guides = new Map<string, RenderedGuide>();
  /** Images and sources that guides link to. */
  const linked = new Set<string>();
  const linkTo = (file: string): string | undefined => {
    if (Object.values(guideGroups).flat().includes(file)) return pageOf(file);
    const isShown = /\.(?:png|svg|ts|js|mjs|yml|yaml|json)$/.test(file);
    if (isShown) linked.add(file);
    return isShown ? pageOf(file) : undefined;
  };
  for (const file of Object.values(guideGroups).flat()) {
    guides.set(file, renderGuide(file, readText(file), linkTo));
  }
  const groups = groupsOf(guides);
  for (const [file, { markup }] of guides) {
    const page = { file: pageOf(file), title: titleOf(guides, file), groups };
    files.set(page.file, sitePage({ ...page, content: { markup: `<article>${markup}</article>` } }));
  }
  for (const file of linked) {
    if (/\.(?:png|svg)$/.test(file)) files.set(pageOf(file), readFileSync(join(root, file)));
    else {
      const content = html`<h1>${basename(file)}</h1><p class="quiet">${file}</p><pre tabindex="0"><code>${readText(file)}</code></pre>`;
      files.set(pageOf(file), sitePage({ file: pageOf(file), title: basename(file), groups, content }));
    }
  }
  files.set(referenceFile, referencePage(document, { file: referenceFile, groups }));
  files.set("search.html", searchPage([...guideEntries(guides), ...referenceEntries(document)], groups));
  return files;
}

/** Where a file of the project is on the site. */
function pageOf(file: string): string {
  if (file === "README.md") return "index.html";
  if (/\.(?:png|svg)$/.test(file)) return `images/${basename(file)}`;
  const name = extname(file) === ".md" ? file.slice(0, -3) : file;
  return `${name
    .replace(/^docs\//, "")
    .toLowerCase()
    .replaceAll("/", "-")}.html`;
}

function readText(file: string): string {
  return readFileSync(join(root, file), "utf8");
}

/** Titles in the contents, where the heading of the file does not say enough. */
const shortTitles: Readonly<Record<string, string>> = {
  "README.md": "Overview",
  "CHANGELOG.md": "Changelog",
};

function titleOf(guides: ReadonlyMap<string, RenderedGuide>, file: string): string {
  return shortTitles[file] ?? guides.get(file)?.sections[0]?.title ?? file;
}

function groupsOf(guides: ReadonlyMap<string, RenderedGuide>): readonly SiteGroup[] {
  return Object.entries(guideGroups).map(([title, files], n) => ({
    title,
    entries: [
      ...files.map((file) => ({ file: pageOf(file), title: titleOf(guides, file) })),
      ...(n === 0 ? [{ file: referenceFile, title: "API reference" }] : []),
    ],
  }));
}

function guideEntries(guides: ReadonlyMap<string, RenderedGuide>): readonly SearchEntry[] {
  return [...guides].flatMap(([file, { sections }]) =>
    sections.map(({ anchor, title, text }) => ({
      href: `${pageOf(file)}#${anchor}`,
      page: titleOf(guides, file),
      title,
      text,
    })),
  );
}

/** The operations and schemas of the reference. */
function referenceEntries(document: Readonly<Record<string, unknown>>): readonly SearchEntry[] {
  const page = "API reference";
  const operations = operationsOf(document).map(({ id, path, operation }) => ({
    href: `${referenceFile}#${id}`,
    page,
    title: String(operation["summary"]),
    text: `GET ${path} ${String(operation["description"] ?? "")}`,
  }));
  const schemas = Object.entries(objectAt(document, "components", "schemas"))
    .filter(([name]) => isWorthReading(name))
    .map(([name, schema]) => ({
      href: `${referenceFile}#schema-${name}`,
      page,
      title: name,
      text: [
        String(objectAt(schema)["description"] ?? ""),
        ...Object.keys(objectAt(schema, "properties")),
      ].join(" "),
    }));
  return [...operations, ...schemas];
}

import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import document from "../../generated/openapi.json" with { type: "json" };
import { temporaryFolder } from "../../proofs/kit/temporary-folder.ts";
import { codeSamples } from "../docs-site/code-samples.ts";
import { operationsOf } from "../docs-site/parts.ts";
import { brokenLinks } from "./broken-links.ts";
import { guides, readGuide, root } from "./guides.ts";
import { checkSnippets, snippetModules } from "./snippets.ts";

const { path: folder, remove } = temporaryFolder("guides");
afterAll(remove);

describe("links", () => {
  test.for([...guides])("of %s lead to existing files and headings", (guide) => {
    expect(brokenLinks(root, guide)).toEqual([]);
  });

  test("that lead nowhere are reported, and others are not", () => {
    writeFileSync(join(folder, "other.md"), "# A `heading`, with [marks](x.md)\n\n## Twice\n\n## Twice\n");
    const good = [
      "other.md",
      "other.md#a-heading-with-marks",
      "other.md#twice-1",
      "#here",
      "https://example.com/x",
    ];
    const bad = ["none.md", "other.md#twice-2", "#there", "other.md#A-heading"];
    const links = [...good, ...bad].map((link) => `- [x](${link})`).join("\n");
    writeFileSync(join(folder, "guide.md"), `# Here\n\n${links}\n\n\`[x](in-code.md)\`\n`);
    expect(brokenLinks(folder, "guide.md")).toEqual(bad);
  });
});

describe("files", () => {
  /** Paths in code spans below the rooms of the project. `docs/site/` and such are made by commands. */
  const named = (guide: string) =>
    [
      ...readGuide(guide).matchAll(
        /`((?:src|spec|contract-tests|scripts|proofs|examples)\/[\w./-]+\.(?:ts|mjs|json|yaml))`/g,
      ),
    ].map(([, path = ""]) => path);

  test.for(["ARCHITECTURE.md", "CONTRIBUTING.md"])("that %s names exist", (guide) => {
    expect(named(guide).length).toBeGreaterThan(5);
    expect(named(guide).filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});

describe("snippets", () => {
  // Contributors are shown parts of files, which are no programs.
  const texts = guides.filter((guide) => guide !== "CONTRIBUTING.md");
  const ofGuides = texts.flatMap((guide) =>
    snippetModules(readGuide(guide)).map(
      (text, n) => [`${guide.replaceAll("/", "-")}.${n + 1}.ts`, text] as const,
    ),
  );
  const ofReference = operationsOf(document).map(
    (place) => [`${place.id}.ts`, codeSamples(document, place).typescript] as const,
  );

  test("in TypeScript compile against src/, and those that do not are reported, with their line", () => {
    expect(Math.min(ofGuides.length, ofReference.length)).toBeGreaterThan(0);
    const text = [
      "```ts",
      'import { createNp6Client } from "np6-notification-events";',
      'const np6 = createNp6Client({ apiKey: "x" });',
      "```",
      "<!-- snippet: declare const id: string; -->",
      "```ts",
      "await np6.activations(id);",
      "```",
    ].join("\n");
    const [only = "", ...others] = snippetModules(text);
    expect(others).toEqual([]);
    // One program with the samples of the reference, since it takes longer to begin than to check them.
    const [line, ...more] = checkSnippets(root, new Map([...ofGuides, ...ofReference, ["broken.ts", only]]));
    expect(line).toMatch(
      /broken\.ts:\d+ Argument of type 'string' is not assignable to parameter of type 'number'/,
    );
    expect(more).toEqual([]);
  });
});

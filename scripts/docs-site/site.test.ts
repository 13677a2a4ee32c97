import { afterAll, beforeAll, describe, expect, test } from "vitest";
import document from "../../generated/openapi.json" with { type: "json" };
import { runHere } from "../../src/cli/testing/run-here.ts";
import { type Sandbox, startSandbox } from "../../src/sandbox/index.ts";
import { guides } from "../test/guides.ts";
import { codeSamples } from "./code-samples.ts";
import { renderGuide } from "./markdown.ts";
import { operationsOf } from "./parts.ts";
import { buildSite, guideGroups } from "./site.ts";

const files = buildSite(document);
const pages = new Map(
  [...files].flatMap(([name, content]) => (typeof content === "string" ? [[name, content]] : [])),
);
const matches = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, found = ""]) => found);

describe("the docs site", () => {
  test("has every guide", () => {
    const listed = Object.values(guideGroups).flat();
    const others = ["CODE_OF_CONDUCT.md"];
    expect(guides.filter((guide) => !listed.includes(guide) && !others.includes(guide))).toEqual([]);
  });

  test("has only links to its own pages and headings, or to https", () => {
    const broken = [...pages].flatMap(([name, page]) =>
      matches(page.replace(/<script>.*<\/script>/s, ""), / href="([^"]*)"/g).filter((href) => {
        if (/^(?:https:|data:,$)/.test(href)) return false;
        const [file = "", anchor] = href.split("#");
        const target = files.get(file === "" ? name : file);
        if (target === undefined) return true;
        return anchor !== undefined && !String(target).includes(` id="${anchor}"`);
      }),
    );
    expect(broken).toEqual([]);
    expect(matches(pages.get("index.html") ?? "", / href="([^"#:]+\.html)"/g).length).toBeGreaterThan(20);
  });

  test("loads nothing but its own images, and has a script on the search page alone", () => {
    const images = [...pages.values()].flatMap((page) => matches(page, / src="([^"]*)"/g));
    expect(images.length).toBeGreaterThan(0);
    for (const image of images) expect(files.has(image)).toBe(true);
    for (const page of pages.values())
      expect(page).not.toMatch(/<iframe|@import|url\(|<link rel="stylesheet"/);
    expect([...pages].filter(([, page]) => page.includes("<script")).map(([name]) => name)).toEqual([
      "search.html",
    ]);
  });
});

describe("a guide on the site", () => {
  const render = (markdown: string) =>
    renderGuide("docs/guide.md", markdown, (file) => (file === "docs/other.md" ? "other.html" : undefined));

  test("links to other guides, and keeps only the text of a link to a file that is not on the site", () => {
    const { markup } = render(
      '[a](other.md#x) [b](../src/ "t") [c](https://example.com/?a=1&b=2) [d](#here)',
    );
    expect(markup).toBe(
      '<p><a href="other.html#x">a</a> b <a href="https://example.com/?a=1&amp;b=2">c</a> <a href="#here">d</a></p>\n',
    );
  });

  test("shows no instruction to the tests, and shows code unchanged", () => {
    const { markup } = render("<!-- snippet: declare const a: 1; -->\n```ts\na < 2 && b;\n```\n");
    expect(markup).toBe('<pre tabindex="0"><code>a &lt; 2 &amp;&amp; b;</code></pre>\n');
  });

  test("is found by its sections, with the words of tables, lists and code", () => {
    const { sections } = render(
      "# A `b`\n\none *two*\n\n- three\n- four\n\n## Sub\n\n| five |\n| --- |\n| six |\n\n```\nseven\n```\n",
    );
    expect(sections).toEqual([
      { anchor: "a-b", level: 1, title: "A b", text: "one two three four" },
      { anchor: "sub", level: 2, title: "Sub", text: "five six seven" },
    ]);
  });
});

describe("the code samples of an operation", () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({ events: 3, from: Date.UTC(2026, 9, 31), to: Date.UTC(2026, 10, 3) });
  });
  afterAll(() => sandbox.close());

  test("quote the names that are no identifiers", () => {
    const [place] = operationsOf(document);
    if (place === undefined) throw new Error("The document has no operation.");
    const parameters = [
      { name: "id", in: "path", example: 156 },
      { name: "page-mode", in: "query", schema: { enum: ["small"] } },
    ];
    const other = { ...place, path: "/things/{id}/in-app-impressions", operation: { parameters } };
    const paths = { [other.path]: { get: other.operation } };
    const { typescript } = codeSamples({ ...document, paths }, other);
    expect(typescript).toContain('of np6["in-app-impressions"](156, {\n  "page-mode": "small",\n})');
  });

  test.for(operationsOf(document))("$id: ask for the same events", async (place) => {
    const samples = codeSamples(document, place);
    const url = /"(https:\S+)"$/.exec(samples.curl)?.[1] ?? "";
    const { origin } = new URL(url);
    expect(origin).toBe(document.servers[0]?.url);
    const [, header = "", key = ""] = /-H "([\w-]+): (.*)"/.exec(samples.curl) ?? [];
    const headers = { [header]: key.replace("$NP6_API_KEY", sandbox.key) };
    const response = await fetch(url.replace(origin, sandbox.url), { headers });
    expect(response.status).toBe(200);

    const [, ...args] = samples.commandLine.split("\n").at(-1)?.split(" ") ?? [];
    const pulled = await runHere(args, { NP6_API_KEY: sandbox.key, NP6_BASE_URL: sandbox.url });
    expect(pulled).toMatchObject({ code: 0, stderr: "" });
    const events = pulled.stdout
      .split("\n")
      .slice(0, -1)
      .map((line): unknown => JSON.parse(line));
    expect(events).toEqual(await response.json());
    expect(events.length).toBeGreaterThan(0);
  });
});

import { pageStyle } from "./kit.ts";

/** Style of the report page. Every pair of colours has a contrast of at least 4.5 in both schemes; a test computes it. */
export const reportStyle: string = pageStyle({
  light: `--passed: #1a6b3c; --failed: #b3202c; --refuted: #855300; --known: #1f5f8a; --none: #5b6472;
  --passed-tint: #e6f4ea; --failed-tint: #fcebec; --refuted-tint: #fdf1da; --known-tint: #e5f1f9;`,
  dark: `--passed: #7fd6a0; --failed: #ff9aa0; --refuted: #f2c069; --known: #8fcbf2; --none: #a3adbb;
    --passed-tint: #17301f; --failed-tint: #3a1c20; --refuted-tint: #362a12; --known-tint: #14293a;`,
  rules: `header .wrap { padding-top: 2rem; padding-bottom: 1rem; }
h1 { margin: 0; font-size: 1rem; font-weight: 600; color: var(--soft); }
.verdict { margin: 0.25rem 0 0.75rem; font-size: 1.6rem; line-height: 1.25; font-weight: 650; text-wrap: balance; }
.verdict .sign { margin-right: 0.5rem; }
.facts { margin: 0; display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; color: var(--soft); font-size: 0.9rem; }
.facts div { display: flex; gap: 0.4rem; }
.facts dt { font-weight: 600; }
.facts dd { margin: 0; }
.warning { margin: 1rem 0; padding: 0.6rem 0.9rem; border-radius: 8px; background: var(--refuted-tint); color: var(--refuted); }
.tallies { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: 0.75rem; margin: 1.25rem 0 0; padding: 0; list-style: none; }
.tallies li { padding: 0.7rem 1rem; border: 1px solid var(--line); border-radius: 10px; background: var(--card); }
.tallies span { display: block; font-weight: 600; }
.tallies .quiet { font-weight: 400; font-size: 0.88rem; }
.tallies b { font-size: 1.6rem; line-height: 1.2; margin-right: 0.25rem; }
h2 .quiet { font-weight: 400; }
.besides { margin: -0.5rem 0 0.75rem; font-size: 1.05rem; }

.bar { position: sticky; top: 0; z-index: 1; background: var(--page); border-bottom: 1px solid var(--line); }
.bar .wrap { display: flex; flex-wrap: wrap; gap: 0.5rem 1.25rem; align-items: center; padding-top: 0.7rem; padding-bottom: 0.7rem; }
.bar nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; margin: 0; padding: 0; list-style: none; font-size: 0.92rem; }
.bar form { display: flex; flex-wrap: wrap; gap: 0.5rem 0.75rem; align-items: center; flex: 1 1 24rem; font-size: 0.92rem; }
.bar label { display: flex; gap: 0.35rem; align-items: center; white-space: nowrap; }
.bar input[type="search"] {
  flex: 1 1 10rem; min-width: 0; padding: 0.4rem 0.7rem; border: 1px solid var(--soft); border-radius: 8px;
  background: var(--card); color: var(--text); font: inherit;
}
.bar input::placeholder { color: var(--soft); opacity: 1; }
.bar output:empty { margin-left: -0.75rem; }
.bar output { color: var(--soft); font-size: 0.85rem; }

main { display: block; padding-bottom: 4rem; }
section { margin-top: 2.25rem; scroll-margin-top: 4rem; }
h2 { margin: 0 0 0.75rem; font-size: 1.25rem; }
h3, h4 { margin: 0; font-size: 1rem; }
.passed { color: var(--passed); } .failed { color: var(--failed); } .refuted { color: var(--refuted); }
.known { color: var(--known); } .not-exercised { color: var(--none); }

details { border: 1px solid var(--line); border-radius: 10px; background: var(--card); }
.cause { padding: 1rem; border: 1px solid var(--line); border-left: 4px solid var(--failed); border-radius: 10px; background: var(--card); }
.cause.refuted { border-left-color: var(--refuted); color: inherit; }
.cause + .cause { margin-top: 0.6rem; }
.cause h3 { margin-bottom: 0.6rem; font-size: 1.1rem; }
.explains { columns: 20rem; margin: 0; padding-left: 1.2rem; }
details + details { margin-top: 0.6rem; }
summary { padding: 0.7rem 1rem; cursor: pointer; border-radius: 10px; }
summary::marker { color: var(--soft); }
summary .head { display: inline-flex; flex-wrap: wrap; gap: 0.15rem 0.7rem; align-items: baseline; width: calc(100% - 1.5rem); vertical-align: top; }
summary .head code { font-weight: 650; font-size: 0.95rem; }
summary .title { flex: 1 1 20rem; }
.pill { padding: 0.1rem 0.55rem; border-radius: 99px; font-size: 0.8rem; font-weight: 600; white-space: nowrap; }
.pill.failed { background: var(--failed-tint); } .pill.refuted { background: var(--refuted-tint); } .pill.known { background: var(--known-tint); }
.pill.passed { background: var(--passed-tint); } .pill.not-exercised { background: var(--code); }
.inside { padding: 0 1rem 1rem; }
details[open] > summary { border-bottom: 1px solid var(--line); border-radius: 10px 10px 0 0; margin-bottom: 1rem; }
blockquote { margin: 0 0 1rem; padding: 0.1rem 0 0.1rem 1rem; border-left: 3px solid var(--line); }
blockquote p { margin: 0.3rem 0; }
blockquote > p + p:not(.quiet) { margin-top: 0.7rem; }
.line { display: flex; flex-wrap: wrap; gap: 0.4rem 1rem; align-items: center; justify-content: space-between; }
article { margin-top: 1rem; padding-top: 1rem; border-top: 1px dashed var(--line); scroll-margin-top: 5rem; }
article + article { margin-top: 1.25rem; }
.pairs { display: grid; grid-template-columns: max-content 1fr; gap: 0.25rem 1.1rem; margin: 0.5rem 0; }
.pairs dt { color: var(--soft); font-size: 0.9rem; }
.pairs dd { margin: 0; overflow-wrap: anywhere; unicode-bidi: isolate; }
.compare { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(18rem, 100%), 1fr)); gap: 0.6rem; margin: 0.6rem 0; }
.compare > div { padding: 0.55rem 0.8rem; border-radius: 8px; overflow-wrap: anywhere; unicode-bidi: isolate; }
.compare dt { font-size: 0.8rem; font-weight: 600; } .compare dd { margin: 0; color: var(--text); }
.compare .passed { background: var(--passed-tint); } .compare .failed { background: var(--failed-tint); }
.excerpt { margin: 0.6rem 0; }
.excerpt figcaption { margin-bottom: 0.25rem; color: var(--soft); font-size: 0.8rem; font-weight: 600; }
.excerpt pre, .same pre { margin: 0; padding: 0.55rem 0.8rem; border-radius: 8px; background: var(--code); white-space: pre-wrap; overflow-wrap: anywhere; }
.excerpt pre { max-height: 22rem; overflow-y: auto; color: var(--soft); }
.excerpt mark { display: block; margin: 0 -0.8rem; padding: 0.2rem 0.55rem; border-left: 0.25rem solid var(--failed); background: var(--failed-tint); color: var(--text); }
.same { margin-top: 0.9rem; padding-top: 0.5rem; border-top: 1px dashed var(--line); overflow-wrap: anywhere; scroll-margin-top: 5rem; }
.same p { margin: 0.3rem 0; }
.curl { display: flex; gap: 0.6rem; align-items: start; margin-top: 0.6rem; }
.curl pre { flex: 1; margin: 0; padding: 0.55rem 0.8rem; border-radius: 8px; background: var(--code); white-space: pre-wrap; overflow-wrap: anywhere; }
button { padding: 0.4rem 0.8rem; border: 1px solid var(--soft); border-radius: 8px; background: var(--card); color: var(--text); font: inherit; font-size: 0.88rem; cursor: pointer; }
button:hover { background: var(--code); }

.scroll { position: relative; overflow-x: auto; border: 1px solid var(--line); border-radius: 10px; background: var(--card); }
.scroll + .scroll { margin-top: 1rem; }
caption { padding: 0.5rem 0.9rem; text-align: left; font-weight: 600; }
table { width: 100%; border-collapse: collapse; font-size: 0.92rem; }
th, td { padding: 0.38rem 0.9rem; text-align: left; border-bottom: 1px solid var(--line); }
tbody tr:last-child > * { border-bottom: 0; }
thead th { color: var(--soft); font-weight: 600; }
tbody th { font-weight: 400; }
tbody th .title { color: var(--soft); }
.check { display: flex; flex-wrap: wrap; gap: 0 1rem; align-items: baseline; }
.check code { flex: 0 0 14rem; font-size: 0.92em; }
.check .title { flex: 1 1 10rem; }
.narrow { max-width: 44rem; }
td.cell, th.cell { text-align: center; width: 8rem; }
td.cell { font-weight: 700; font-size: 1.05rem; }
td.cell a { display: inline-block; padding: 0 0.6rem; color: inherit; border-radius: 6px; }
td.number { text-align: right; font-variant-numeric: tabular-nums; } th.number { text-align: right; }
.legend { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; margin: 0 0 0.75rem; padding: 0; list-style: none; font-size: 0.88rem; color: var(--soft); }
.reasons > li { margin-bottom: 0.6rem; }
.reasons { padding-left: 1.2rem; }
.reasons ul { columns: 26rem; }
@media (max-width: 62rem) { .bar { position: static; } td.cell, th.cell { width: auto; } }
@media (max-width: 40rem) {
  .bar form { flex-basis: 100%; } .bar input[type="search"] { flex-basis: 100%; }
  th, td { padding: 0.38rem 0.5rem; } thead th.cell { padding: 0.38rem 0.2rem; font-size: 0.7rem; } .check code { flex-basis: 100%; }
  .curl { flex-direction: column; align-items: stretch; } .pairs { grid-template-columns: 1fr; gap: 0; } .pairs dd { margin-bottom: 0.4rem; }
}
@media print {
  .bar, .skip, button { display: none; } body { background: none; font-size: 12px; }
  .scroll { overflow: visible; } summary, article, tr { break-inside: avoid; } h2, h3, h4, thead { break-after: avoid; }
}
`,
});

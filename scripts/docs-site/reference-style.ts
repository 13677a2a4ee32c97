/** Style of the reference, behind that of all pages: the colours of the levels of evidence, and its sections. */
export const referenceStyle = `
:root {
  --documented: #1a6b3c; --sampled: #1f5f8a; --observed: #6a3fa0; --assumed: #855300; --required: #b3202c;
  --documented-tint: #e6f4ea; --sampled-tint: #e5f1f9; --observed-tint: #f1eafa; --assumed-tint: #fdf1da;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --documented: #7fd6a0; --sampled: #8fcbf2; --observed: #c9a8f5; --assumed: #f2c069; --required: #ff9aa0;
    --documented-tint: #17301f; --sampled-tint: #14293a; --observed-tint: #2b2140; --assumed-tint: #362a12;
  }
}
.lead { font-size: 1.1rem; color: var(--soft); }
.facts { display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; margin: 0.75rem 0 0; padding: 0; list-style: none; color: var(--soft); font-size: 0.9rem; }
main > section { margin-top: 3rem; }
main > section > h2 { padding-top: 1.25rem; border-top: 1px solid var(--line); }

.shares { display: flex; height: 0.6rem; margin: 1rem 0 0.75rem; border-radius: 99px; overflow: hidden; max-width: 46rem; gap: 2px; }
.shares span { background: var(--shade); }
.levels { display: grid; grid-template-columns: max-content max-content 1fr; gap: 0.35rem 0.9rem; align-items: baseline; margin: 0; max-width: 46rem; }
.levels dd { margin: 0; }
.levels .count { text-align: right; font-variant-numeric: tabular-nums; }
.documented { --shade: var(--documented); --tint: var(--documented-tint); }
.sampled { --shade: var(--sampled); --tint: var(--sampled-tint); }
.observed { --shade: var(--observed); --tint: var(--observed-tint); }
.assumed { --shade: var(--assumed); --tint: var(--assumed-tint); }
.badge {
  display: inline-block; padding: 0.02rem 0.5rem; border: 1px solid color-mix(in srgb, var(--shade) 45%, transparent); border-radius: 99px;
  background: var(--tint); color: var(--shade); font-size: 0.76rem; font-weight: 600; line-height: 1.5; white-space: nowrap;
}

.address { display: flex; flex-wrap: wrap; gap: 0.35rem 0.75rem; align-items: baseline; margin: 0.5rem 0 0.75rem; padding: 0.6rem 0.9rem; border: 1px solid var(--line); border-radius: 10px; background: var(--card); }
.address > code { font-size: 0.95rem; flex: 1 1 20rem; }
.method { font-weight: 700; font-size: 0.85rem; color: var(--documented); }
.evidence { font-size: 0.84rem; }
.evidence summary { cursor: pointer; list-style: none; width: max-content; }
.evidence summary::-webkit-details-marker { display: none; }
.evidence .badge::after { content: " ▾"; }
.evidence[open] .badge::after { content: " ▴"; }
.evidence p { margin: 0.3rem 0 0; color: var(--soft); }

tbody th { font-weight: 500; width: 19%; }
tbody td:nth-child(2) { width: 19%; }
tbody td:nth-child(4) { width: 22%; }
td p { margin: 0 0 0.3rem; }
.place { font-size: 0.8rem; color: var(--soft); }
.required { font-size: 0.76rem; color: var(--required); white-space: nowrap; }

.responses { margin: 0; padding: 0; list-style: none; border: 1px solid var(--line); border-radius: 10px; background: var(--card); }
.responses > li + li { border-top: 1px solid var(--line); }
.responses > li > details > summary { display: flex; gap: 0.8rem; padding: 0.55rem 0.9rem; cursor: pointer; }
.responses .status { font-variant-numeric: tabular-nums; }
.s2 { color: var(--documented); } .s4 { color: var(--assumed); } .s5 { color: var(--required); }
.inside { padding: 0 0.9rem 0.9rem 3.4rem; }
.known { display: flex; gap: 0.5rem; align-items: baseline; font-size: 0.9rem; }
.example, .headers { margin-top: 0.6rem; }
.example > summary, .headers > summary { cursor: pointer; font-weight: 600; font-size: 0.92rem; }
.headers table { margin-top: 0.5rem; }
pre { margin: 0.5rem 0 0; padding: 0.8rem 1rem; border-radius: 8px; background: var(--code); overflow-x: auto; max-height: 32rem; }
tbody th code { background: none; padding: 0; font-weight: 600; }
.schema { scroll-margin-top: 1rem; }
.schema + .schema { margin-top: 2rem; }
.kinds { margin: 0.25rem 0; padding-left: 1.2rem; }
main :target > h2, .schema:target > h3 { color: var(--link); }
.questions li { margin: 0.4rem 0; max-width: 46rem; }

@media (max-width: 60rem) { .inside { padding-left: 0.9rem; } }
@media (max-width: 42rem) {
  table, tbody, tr, th, td { display: block; }
  thead { display: none; }
  tbody th, tbody td:nth-child(n) { width: 100%; }
  tbody td { border-top: 0; padding-top: 0; }
}
`;

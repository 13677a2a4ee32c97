import { pageStyle } from "../../contract-tests/reports/page/kit.ts";

/** Style of every page of the site. It shares palette and typography with the report of the suite. */
export const siteStyle: string = pageStyle({
  light: "--mark: #fdf1a6;",
  dark: "--mark: #5c4d00;",
  rules: `html { scroll-padding-top: 1rem; }
body {
  display: grid; grid-template: "site site" auto "contents main" 1fr / 17rem minmax(0, 1fr); line-height: 1.55; min-height: 100vh;
}
a { text-underline-offset: 0.15em; }
p, article > ul, article > ol { margin: 0.5rem 0; max-width: 46rem; }

header.site {
  grid-area: site; display: flex; flex-wrap: wrap; gap: 0.5rem 1.25rem; align-items: center; padding: 0.6rem 1.25rem;
  border-bottom: 1px solid var(--line); background: var(--card);
}
header.site .home { font-weight: 650; color: var(--text); text-decoration: none; }
header.site .to-contents { display: none; }
header.site form { margin-left: auto; }
header.site input {
  font: inherit; width: 14rem; max-width: 100%; padding: 0.25rem 0.7rem; border: 1px solid var(--soft); border-radius: 8px;
  background: var(--page); color: var(--text);
}
header.site input::placeholder { color: var(--soft); opacity: 1; }

nav.contents {
  grid-area: contents; position: sticky; top: 0; max-height: 100vh; overflow-y: auto; padding: 1.25rem; align-self: start;
  font-size: 0.9rem;
}
nav.contents b { display: block; margin: 1.1rem 0 0.3rem; font-size: 0.8rem; color: var(--soft); }
nav.contents b:first-child { margin-top: 0; }
nav.contents ul { margin: 0; padding: 0; list-style: none; }
nav.contents a { display: block; padding: 0.16rem 0; color: var(--text); text-decoration: none; overflow-wrap: anywhere; }
nav.contents a:hover { color: var(--link); text-decoration: underline; }
nav.contents [aria-current] { color: var(--link); font-weight: 650; }

main { grid-area: main; padding: 2rem 2.5rem 5rem; max-width: 72rem; width: 100%; min-width: 0; border-left: 1px solid var(--line); }
main img { max-width: 100%; height: auto; border: 1px solid var(--line); border-radius: 10px; }

h1 { margin: 0 0 0.75rem; font-size: 2rem; line-height: 1.2; letter-spacing: -0.01em; overflow-wrap: anywhere; }
h2 { margin: 0 0 0.4rem; font-size: 1.4rem; line-height: 1.3; }
article h2 { margin-top: 2.25rem; padding-top: 1rem; border-top: 1px solid var(--line); }
h3 { margin: 1.5rem 0 0.5rem; font-size: 1.05rem; }

.wide { overflow-x: auto; margin: 0.75rem 0; }
table {
  width: 100%; border-collapse: separate; border-spacing: 0; border: 1px solid var(--line); border-radius: 10px;
  background: var(--card); font-size: 0.92rem; overflow: hidden;
}
th, td { padding: 0.5rem 0.8rem; text-align: left; vertical-align: top; border-top: 1px solid var(--line); }
thead th { border-top: 0; color: var(--soft); font-size: 0.8rem; font-weight: 600; background: var(--code); }
.right { text-align: right; font-variant-numeric: tabular-nums; }
pre { margin: 0.5rem 0 0; padding: 0.8rem 1rem; border-radius: 8px; background: var(--code); overflow-x: auto; }
p code, td code, li code { background: var(--code); padding: 0.05em 0.3em; border-radius: 4px; }
.results li { margin: 0.9rem 0; }
mark { background: var(--mark); color: inherit; }

@media (max-width: 60rem) {
  body { display: block; }
  header.site .to-contents { display: inline; }
  header.site form { flex: 1 1 8rem; margin: 0; }
  header.site input { width: 100%; }
  nav.contents { position: static; max-height: none; border-top: 1px solid var(--line); }
  nav.contents a { padding: 0.35rem 0; }
  main { padding: 1.25rem 1.25rem 3rem; border-left: 0; }
}
@media print { header.site, nav.contents { display: none; } body { display: block; } }
`,
});

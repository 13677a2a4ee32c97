/** Script of the HTML report: search, folding and the copy buttons. Without it all is there to read. */
export const pageScript = `
"use strict";
const form = document.querySelector("form");
const box = document.querySelector("#search");
const hideFine = document.querySelector("#fine");
const shown = document.querySelector("#shown");
const unfold = document.querySelector("#unfold");
const folds = [...document.querySelectorAll("details")];
const words = (element) => element.textContent.replace(/\\s+/g, " ").trim();
const entries = [...document.querySelectorAll("[data-entry]")].map((element) => ({
  element,
  section: element.closest("section"),
  text: words(element).toLowerCase(),
}));

function filter() {
  const sought = box.value.toLowerCase().split(/\\s+/).filter((word) => word !== "");
  const sections = new Set();
  let matches = 0;
  for (const { element, section, text } of entries) {
    const match = sought.every((word) => text.includes(word)) && !(hideFine.checked && "fine" in element.dataset);
    element.hidden = !match;
    if (match) { sections.add(section); matches++; }
  }
  for (const { section } of entries) section.hidden = !sections.has(section);
  shown.value = sought.length === 0 && !hideFine.checked ? "" : matches + " of " + entries.length;
}

/** A link into something folded or filtered out must still lead there. */
function reveal() {
  const target = location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
  if (target === null) return;
  if (target.closest("[hidden]")) { box.value = ""; hideFine.checked = false; filter(); }
  for (let element = target; element; element = element.parentElement) {
    if (element instanceof HTMLDetailsElement) element.open = true;
  }
  target.scrollIntoView();
}

function labelUnfold() {
  unfold.textContent = folds.every((fold) => fold.open) ? "Fold all" : "Unfold all";
}

/** A violation as plain text, for the people who will fix it. */
function ticket(article) {
  const check = article.closest("details");
  const [contract, source] = [...check.querySelectorAll("blockquote > p:first-child, blockquote > p.quiet")].map(words);
  const facts = [...article.querySelectorAll("dt, pre, p")].map((part) =>
    part.tagName === "DT" ? words(part) + ": " + words(part.nextElementSibling) : part.tagName === "PRE" ? "\\n" + part.textContent.trim() + "\\n" : words(part));
  return [
    words(check.querySelector("h3")) + " on " + article.querySelector("h4").firstChild.textContent.trim() + ": " + words(check.querySelector(".title")),
    "", "Contract: " + contract, source ?? "", "", ...facts,
  ].join("\\n");
}

function copyWith(button, text, fallback) {
  const label = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text());
      button.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(fallback);
      button.textContent = "Selected";
    }
    setTimeout(() => { button.textContent = label; }, 2000);
  });
}

form.hidden = false;
form.addEventListener("submit", (event) => event.preventDefault());
box.addEventListener("input", filter);
hideFine.addEventListener("change", filter);
addEventListener("hashchange", reveal);
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.target === box) return;
  event.preventDefault();
  box.focus();
});
unfold.hidden = folds.length === 0;
unfold.addEventListener("click", () => {
  const open = folds.some((fold) => !fold.open);
  for (const fold of folds) fold.open = open;
});
for (const fold of folds) fold.addEventListener("toggle", labelUnfold);
let folded = [];
addEventListener("beforeprint", () => {
  folded = folds.filter((fold) => !fold.open);
  for (const fold of folded) fold.open = true;
});
addEventListener("afterprint", () => { for (const fold of folded) fold.open = false; });
for (const button of document.querySelectorAll("button.copy")) {
  const code = button.parentElement.querySelector("pre");
  copyWith(button, () => code.textContent, code);
}
for (const button of document.querySelectorAll("button.ticket")) {
  const article = button.closest("article");
  copyWith(button, () => ticket(article), article);
}
reveal();
`;

/** Script of the HTML report: the search and the copy buttons. Without it all is there to read. */
export const pageScript = `
"use strict";
const form = document.querySelector("form");
const box = document.querySelector("#search");
const shown = document.querySelector("#shown");
const entries = [...document.querySelectorAll("[data-entry]")].map((element) => ({
  element,
  section: element.closest("section"),
  text: element.textContent.replace(/\\s+/g, " ").toLowerCase(),
}));

function filter() {
  const words = box.value.toLowerCase().split(/\\s+/).filter((word) => word !== "");
  const sections = new Set();
  let matches = 0;
  for (const { element, section, text } of entries) {
    const match = words.every((word) => text.includes(word));
    element.hidden = !match;
    if (match) { sections.add(section); matches++; }
  }
  for (const { section } of entries) section.hidden = !sections.has(section);
  shown.value = words.length === 0 ? "" : matches + " of " + entries.length;
}

/** A link into something folded or filtered out must still lead there. */
function reveal() {
  const target = location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
  if (target === null) return;
  if (target.closest("[hidden]")) { box.value = ""; filter(); }
  for (let element = target; element; element = element.parentElement) {
    if (element instanceof HTMLDetailsElement) element.open = true;
  }
  target.scrollIntoView();
}

form.hidden = false;
form.addEventListener("submit", (event) => event.preventDefault());
box.addEventListener("input", filter);
addEventListener("hashchange", reveal);
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.target === box) return;
  event.preventDefault();
  box.focus();
});
for (const button of document.querySelectorAll("button.copy")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const code = button.parentElement.querySelector("pre");
    try {
      await navigator.clipboard.writeText(code.textContent);
      button.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(code);
      button.textContent = "Selected";
    }
    setTimeout(() => { button.textContent = "Copy"; }, 2000);
  });
}
reveal();
`;

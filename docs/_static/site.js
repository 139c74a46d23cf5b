// Names for controls that the theme and Vega leave without one, also for those that come later.
function nameControls() {
  for (const summary of document.querySelectorAll("summary:not([aria-label])")) {
    if (summary.innerText.trim()) continue;
    const link = summary.closest("li")?.querySelector("a");
    const words = summary.parentElement.title || link?.textContent.trim();
    if (words) summary.setAttribute("aria-label", words);
  }
  // The button says "Search" and the keys; a name of its own would hide the keys.
  document.querySelectorAll("button.search-button-field[aria-label]").forEach(
    button => button.removeAttribute("aria-label"));
}
document.addEventListener("DOMContentLoaded", () => {
  // The theme leaves its logo outside of all landmarks.
  const side = document.getElementById("pst-primary-sidebar");
  side?.setAttribute("role", "navigation");
  side?.setAttribute("aria-label", document.title.split(/ [—–-] /).pop());
  nameControls();
  new MutationObserver(nameControls).observe(document.body, {childList: true, subtree: true});
});
// The theme takes the focus from a menu's button once it is pressed; the arrow keys need it.
document.addEventListener("shown.bs.dropdown",
  event => setTimeout(() => event.target.focus()));
// What scrolls sideways can be reached by keyboard, so that the arrow keys move it.
function reachScrollers() {
  for (const box of document.querySelectorAll(".led-scroll, .cell_output .output, .picture")) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  }
}
for (const when of ["load", "resize"]) window.addEventListener(when, reachScrollers);
// An explorer writes its answers anew: ids of the register in them lead there, as in the text around.
function linkProblems(box) {
  const texts = document.createTreeWalker(box, NodeFilter.SHOW_TEXT), found = [];
  while (texts.nextNode()) {
    const text = texts.currentNode;
    if (/\b[A-F]\d{1,2}\b/.test(text.data)
        && !text.parentElement.closest("a, svg, select, script, style")) found.push(text);
  }
  for (const text of found) {
    const parts = text.data.split(/\b([A-F]\d{1,2})\b/);
    text.replaceWith(...parts.map((part, place) => place % 2 === 0 ? part
      : Object.assign(document.createElement("a"), {textContent: part, className: "to-problem",
          href: `${document.documentElement.dataset.content_root}source_problems.html#problem-${part.toLowerCase()}`})));
  }
}
window.addEventListener("load", () => {
  for (const box of document.querySelectorAll(".led-page")) {
    linkProblems(box);
    new MutationObserver(() => linkProblems(box)).observe(box, {childList: true, subtree: true});
  }
});
// On paper: the colours of the light theme, and folded parts open but for the code of a cell.
let unfolded = [], theme = "";
window.addEventListener("beforeprint", () => {
  unfolded = [...document.querySelectorAll("article details:not([open], .hide, .made, .vega-embed *)")];
  unfolded.forEach(fold => { fold.open = true; });
  theme = document.documentElement.dataset.theme;
  document.documentElement.dataset.theme = "light";
});
window.addEventListener("afterprint", () => {
  unfolded.forEach(fold => { fold.open = false; });
  document.documentElement.dataset.theme = theme;
});

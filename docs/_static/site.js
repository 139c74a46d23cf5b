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

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
  nameControls();
  new MutationObserver(nameControls).observe(document.body, {childList: true, subtree: true});
});
// The theme takes the focus from a menu's button once it is pressed; the arrow keys need it.
document.addEventListener("shown.bs.dropdown",
  event => setTimeout(() => event.target.focus()));

// The tip of a link, for a mouse and for the keyboard. Without this script the browser shows `title`.
const tip = Object.assign(document.createElement("div"), {id: "led-tip", hidden: true});
tip.setAttribute("role", "tooltip");
document.body.append(tip);
let shown = null, later = 0;
function show(link) {
  hide();
  shown = link;
  tip.textContent = link.title;
  link.removeAttribute("title");
  link.setAttribute("aria-describedby", "led-tip");
  tip.hidden = false;
  const place = link.getClientRects()[0], across = document.documentElement.clientWidth;
  tip.style.left = `${Math.max(8, Math.min(place.left, across - tip.offsetWidth - 8)) + scrollX}px`;
  const below = place.bottom + tip.offsetHeight + 8 < innerHeight;
  tip.style.top = `${(below ? place.bottom + 2 : place.top - tip.offsetHeight - 2) + scrollY}px`;
}
function hide() {
  clearTimeout(later);
  tip.hidden = true;
  if (!shown) return;
  shown.title = tip.textContent;
  shown.removeAttribute("aria-describedby");
  shown = null;
}
const linkAt = target => target.closest?.(".bd-article a[title]:not(.headerlink)");
document.addEventListener("mouseover", event => {
  const link = linkAt(event.target);
  clearTimeout(later);
  if (link) later = setTimeout(show, 250, link);
  else if (shown && !tip.contains(event.target) && event.target.closest("a") !== shown)
    later = setTimeout(hide, 250);
});
document.addEventListener("focusin", event => {
  const link = linkAt(event.target);
  if (link?.matches(":focus-visible")) show(link);
  else if (event.target !== shown) hide();
});
document.addEventListener("keydown", event => { if (event.key === "Escape") hide(); });

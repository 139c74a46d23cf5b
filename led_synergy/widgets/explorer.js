// An explorer on a page without Python: finds its own box, and begins.
//
// Front ends run a script in its place, at the end of the output, in the head of the page, or by
// eval without a place. So the box is known by its id; of several alike on one page each script
// takes the first that no other has taken. Where the box is not there yet, it is waited for.
const taken = (window.ledSynergyBoxes = window.ledSynergyBoxes || new WeakSet());
const before = document.currentScript && document.currentScript.previousElementSibling;
const free = box => box && box.id === id && !taken.has(box);
const find = () => (free(before) ? before : [...document.querySelectorAll(`[id="${id}"]`)].find(free));
const start = left => {
  const root = find();
  if (!root) return left && setTimeout(start, 100, left - 1);
  taken.add(root);
  root.querySelector("[data-idle]").remove();
  const refresh = begin(root, [...root.querySelectorAll("[data-control]")]);
  root.addEventListener("input", refresh);
  root.addEventListener("change", refresh);
  // After Back, in a tab opened again and in a copy of one, the browser puts lists back silently.
  for (const moment of ["load", "pageshow", "beforeprint"]) window.addEventListener(moment, refresh);
  refresh();
};
start(50);

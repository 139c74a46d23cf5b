// A chart in a notebook or on a page: finds its own box, loads Vega, draws.
//
// The page's own Vega comes first (a website), then the file that JupyterLab serves, also beside
// nbclassic, then the network. All charts of a page wait for one load; a failed one is tried again by the next chart.
// A page that is still being read may be about to load its Vega as a module.
//
// Front ends run a script in its place, at the end of the output, in the head of the page, or by
// eval without a place. So the box is known by its id; of several alike on one page each script
// takes the first that no other has taken.
const taken = (window.ledSynergyBoxes = window.ledSynergyBoxes || new WeakSet());
const before = document.currentScript && document.currentScript.previousElementSibling;
const free = box => box && box.id === id && !taken.has(box);
const find = () => (free(before) ? before : [...document.querySelectorAll(`[id="${id}"]`)].find(free));
const load = async () => {
  if (document.readyState === "loading")
    await new Promise(done => document.addEventListener("DOMContentLoaded", done));
  if (window.vegaEmbed) return window.vegaEmbed;
  const lab = document.getElementById("jupyter-config-data"), root = document.body.dataset.baseUrl;
  if (lab || root) try {
    const folder = lab ? JSON.parse(lab.textContent).fullLabextensionsUrl : root + "lab/extensions";
    await import(new URL(folder + "/" + words.served, document.baseURI));
    return window.vegaEmbed;
  } catch (error) {}
  return (await import(words.network)).default;
};
const draw = box => {
  window.ledSynergyVega = window.ledSynergyVega || load();
  window.ledSynergyVega.then(async embed => {
    await embed(box, spec, options);
    const svg = box.querySelector("svg.marks");
    if (!svg) return;
    // On a telephone a chart shrinks as long as it can be read, then it scrolls.
    const least = Math.min(svg.width.baseVal.value, 560);
    Object.assign(svg.style, {maxWidth: "100%", minWidth: least + "px", height: "auto"});
    Object.assign(box.style, {maxWidth: "100%", boxSizing: "border-box", overflowX: "auto"});
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
  }).catch(error => {
    window.ledSynergyVega = undefined;
    box.append(words.failed + " (" + error.message + ")");
  });
};
const start = left => {
  const box = find();
  if (!box) return left && setTimeout(start, 100, left - 1);
  taken.add(box);
  draw(box);
};
start(50);

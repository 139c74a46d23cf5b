// Puts a box above each table marked "filterable" that hides the rows without the words typed.
// Without script the whole table stands there, and nothing is missing.
for (const box of document.querySelectorAll(".filterable")) {
  const rows = [...box.querySelectorAll("tbody tr")];
  const cells = rows.map(row => [...row.cells].map(cell => {
    const copy = cell.cloneNode(true);
    copy.querySelectorAll(".cell-head").forEach(head => head.remove());
    return copy.textContent.toLowerCase();
  }).join(" "));
  const labelled = (words, control) => {
    const label = document.createElement("label");
    label.append(words + " ", control);
    return label;
  };
  const search = Object.assign(document.createElement("input"), { type: "search" });
  const chosen = rows.map(row =>
    row.querySelector(`.of-${box.dataset.column}`)?.lastChild.textContent);
  const select = document.createElement("select");
  select.append(new Option(box.dataset.every, ""), ...[...new Set(chosen)].map(w => new Option(w)));
  const count = document.createElement("output");
  const form = document.createElement("form");
  form.className = "filter";
  form.append(labelled(box.dataset.filter, search));
  if (box.dataset.column) form.append(labelled(box.dataset.choose, select));
  form.append(count);
  const show = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    rows.forEach((row, number) => {
      row.hidden = !(words.every(word => cells[number].includes(word)) &&
        (!select.value || select.value === chosen[number]));
      shown += !row.hidden;
    });
    count.value = box.dataset.shown.replace("{n}", shown).replace("{total}", rows.length);
  };
  form.addEventListener("input", show);
  form.addEventListener("submit", event => event.preventDefault());
  // A link to a row that is hidden shows all rows again.
  window.addEventListener("hashchange", () => {
    const row = document.getElementById(location.hash.slice(1));
    if (row && row.hidden && box.contains(row)) {
      form.reset();
      show();
      row.scrollIntoView();
    }
  });
  box.prepend(form);
  show();
}

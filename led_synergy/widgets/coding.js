// Keeps the codes given and sets them against those of the coder chosen; as CodingPractice.page
// does it. A code is a pair of places in the lists of factors and roles; place 0 is "choose".
begin = (root, controls) => {
  const show = lookUp(root, controls);
  const [excerpt, factor, role, compare] = controls;
  const neighbour = data.coders.length - 1;
  const words = code => [factor, role].map((list, k) => code[k] ? list.options[code[k]].text : "")
    .filter(Boolean).join(" · ") || "–";
  const all = (kind, change) => root.querySelectorAll("[data-" + kind + "]").forEach(
    part => change(part, ...part.dataset[kind].split(" ").map(Number)));
  const hide = (part, hidden) => part.setAttribute("class", hidden ? "led-hidden" : "");
  const whole = code => code[0] && code[1];
  const judge = () => {
    const chosen = compare.selectedIndex;
    const done = data.codes.flatMap((code, n) => whole(code) ? [n] : []);
    const common = coder => done.filter(n => whole(data.coders[coder][n]));
    const same = (coder, ...places) => common(coder).filter(
      n => places.every(k => data.coders[coder][n][k] === data.codes[n][k]));
    const n = common(chosen).length, both = same(chosen, 0, 1).length;
    const gaps = {n: done.length, common: n, both, share: data.shares[n][both],
      factor: same(chosen, 0).length, role: same(chosen, 1).length};
    const without = chosen === neighbour && !data.coders[neighbour].some(whole);
    root.querySelector("[data-said]").textContent =
      data.said[chosen + without].replace(/{(\w+)}/g, (_, gap) => gaps[gap]);
    all("code", (part, n) => part.textContent = words(data.codes[n]));
    all("theirs", (part, n) => part.textContent = words(data.coders[neighbour][n]));
    all("coder", (part, coder) => hide(part, coder !== chosen));
    all("differ", (part, coder, n) =>
      hide(part, !common(coder).includes(n) || same(coder, 0, 1).includes(n)));
  };
  const back = () => [factor.selectedIndex, role.selectedIndex] = data.codes[excerpt.selectedIndex];
  const redraw = () => { show(); judge(); };
  // A file is made and read by the browser itself: nothing is sent anywhere.
  const save = () => {
    const rows = data.codes.map((code, n) => [data.numbers[n], ...code.map((place, k) => data.keys[k][place])])
      .filter(row => row[1] && row[2]);
    const text = [["excerpt", "factor", "role"], ...rows].map(row => row.join(",") + "\n").join("");
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], {type: "text/csv"}));
    link.download = "my_codes.csv";
    link.click();
    setTimeout(URL.revokeObjectURL, 1000, link.href);
  };
  const read = text => {
    const rows = text.replace(/^\ufeff/, "").split(/\r?\n/).filter(Boolean)
      .map(row => row.split(/[,;]/).map(cell => cell.replace(/^"|"$/g, "").trim()));
    const places = ["excerpt", "factor", "role"].map(name => (rows[0] || []).indexOf(name));
    const found = data.numbers.map(() => [0, 0]);
    const wrong = (row, cell) => data.wrong.replace("{row}", row).replace("{found}", cell);
    if (places.includes(-1)) return wrong(1, (rows[0] || []).join(", ").slice(0, 60));
    for (const [number, row] of rows.slice(1).entries()) {
      const [n, ...code] = places.map((place, k) =>
        k ? data.keys[k - 1].indexOf(row[place]) : data.numbers.indexOf(Number(row[place])));
      const bad = [n, ...code].indexOf(-1);
      if (bad >= 0) return wrong(number + 2, row[places[bad]]);
      if (whole(code)) found[n] = code;
    }
    return found;
  };
  const open = then => () => {
    const file = document.createElement("input");
    file.type = "file";
    file.accept = ".csv";
    file.onchange = async () => {
      const found = read(await file.files[0].text());
      if (typeof found === "string")
        return root.querySelector("[data-said]").textContent = found;
      then(found);
      redraw();
    };
    file.click();
  };
  const bar = document.createElement("p");
  [save, open(codes => { data.codes = codes; back(); }),
    open(codes => { data.coders[neighbour] = codes; compare.selectedIndex = neighbour; })]
    .forEach((act, n) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = data.buttons[n];
      button.onclick = act;
      bar.append(button, " ");
    });
  root.insertBefore(bar, root.querySelector(".led-shown"));
  return event => {
    // What the lists show is the code of the excerpt shown, also where the browser put them back.
    if (event && event.target === excerpt)
      back();
    else
      data.codes[excerpt.selectedIndex] = [factor.selectedIndex, role.selectedIndex];
    redraw();
  };
};

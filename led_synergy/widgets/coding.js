// Keeps the codes given and sets them against those of the coder chosen; as CodingPractice.page
// does it. A code is a pair of places in the lists of factors and roles; place 0 is "choose".
begin = (root, controls) => {
  const show = lookUp(root, controls);
  const [excerpt, factor, role, compare] = controls;
  const words = code => [factor, role].map((list, k) => code[k] ? list.options[code[k]].text : "")
    .filter(Boolean).join(" · ") || "–";
  const all = (kind, change) => root.querySelectorAll("[data-" + kind + "]").forEach(
    part => change(part, ...part.dataset[kind].split(" ").map(Number)));
  const hide = (part, hidden) => part.setAttribute("class", hidden ? "led-hidden" : "");
  const judge = () => {
    const chosen = compare.selectedIndex;
    const done = data.codes.flatMap((code, n) => code[0] && code[1] ? [n] : []);
    const same = (coder, ...places) => done.filter(
      n => places.every(k => data.coders[coder][n][k] === data.codes[n][k]));
    const both = same(chosen, 0, 1).length;
    const gaps = {n: done.length, both, share: data.shares[done.length][both],
      factor: same(chosen, 0).length, role: same(chosen, 1).length};
    root.querySelector("[data-said]").textContent =
      data.said[chosen].replace(/{(\w+)}/g, (_, gap) => gaps[gap]);
    all("code", (part, n) => part.textContent = words(data.codes[n]));
    all("coder", (part, coder) => hide(part, coder !== chosen));
    all("differ", (part, coder, n) =>
      hide(part, !done.includes(n) || same(coder, 0, 1).includes(n)));
  };
  return event => {
    // What the lists show is the code of the excerpt shown, also where the browser put them back.
    if (event && event.target === excerpt)
      [factor.selectedIndex, role.selectedIndex] = data.codes[excerpt.selectedIndex];
    else
      data.codes[excerpt.selectedIndex] = [factor.selectedIndex, role.selectedIndex];
    show();
    judge();
  };
};

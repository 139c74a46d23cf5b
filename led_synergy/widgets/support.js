// Keeps what is done with each finding, and sees which levels come back; as SupportExplorer._value_of
// does it. What then follows is looked up.
begin = (root, controls) => {
  const [, heard, finding, state] = controls;
  const kept = data.states;
  // Beside the lists: the levels left of each dimension, and how each finding stands.
  const follows = data.spans.concat(kept).map(() => ({selectedIndex: 0}));
  const show = lookUp(root, [...controls, ...follows]);
  const stand = n => kept[n] || (data.heard[heard.selectedIndex].includes(n) ? 0 : 3);
  const look = () => {
    data.spans.forEach((spans, d) => {
      if (!spans.length) return;
      let [low, high] = data.levels[d];
      for (const [of, levels, needed] of data.conditions)
        if (of === d && needed.every(n => stand(n))) {
          low = Math.min(low, ...levels);
          high = Math.max(high, ...levels);
        }
      follows[d].selectedIndex = spans.findIndex(([from, to]) => from === low && to === high);
    });
    kept.forEach((_, n) => { follows[data.spans.length + n].selectedIndex = stand(n); });
    const lost = [1, 2, 3].map(
      what => data.numbers.filter((_, n) => stand(n) === what).join(", ") || "–");
    root.querySelector("[data-said]").textContent =
      data.said.replace(/{(\d)}/g, (_, what) => lost[what]);
    show();
  };
  return event => {
    const chosen = finding.selectedIndex - 1;  // -1 is "all findings", and puts all of them back
    if (event && event.target === finding) state.selectedIndex = chosen < 0 ? 0 : kept[chosen];
    if (chosen < 0) kept.fill(state.selectedIndex);
    else kept[chosen] = state.selectedIndex;
    look();
  };
};

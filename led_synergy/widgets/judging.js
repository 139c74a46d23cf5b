// Another area is judged anew; how much is judged and right is counted; as JudgingPractice does it.
begin = (root, controls) => {
  const show = lookUp(root, controls);
  const [area, ...rest] = controls;
  const answer = rest[rest.length - 1];
  const fill = setting => text => {
    const words = text.replace(/{(\w+)}/g, (_, gap) => data.settings[setting][gap]);
    return words[0].toUpperCase() + words.slice(1);
  };
  return event => {
    if (event && event.target === area)
      for (const list of rest) list.selectedIndex = 0;
    show();
    const [setting, ...said] = data.areas[area.selectedIndex];
    root.querySelector("[data-sentences]").innerHTML = said.map(n => data.templates[n])
      .map(fill(setting)).map((words, n) => `<p><b>${n + 1}</b> ${words}</p>`).join("");
    const cells = [...root.querySelectorAll('[data-slot^="mine "]')];
    const gaps = {n: rest.filter(list => list !== answer && list.selectedIndex > 0).length,
      right: cells.filter(cell => cell.textContent.startsWith("✓")).length};
    root.querySelector("[data-said]").textContent =
      data.said[answer.selectedIndex].replace(/{(\w+)}/g, (_, gap) => gaps[gap]);
  };
};

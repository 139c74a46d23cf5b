// Rows that stand in the data are shown or not; as EvidenceBrowser.rows does it.
const begin = (root, controls) => () => {
  const say = number => data.pool[number];
  const wanted = data.options.map((options, place) => options[controls[place].selectedIndex]);
  const words = controls[3].value.toLowerCase().split(/\s+/).filter(Boolean);
  const rows = data.rows.filter(row => {
    const searched = [1, 3, 4, 5].map(place => say(row[place])).join(" ").toLowerCase();
    return wanted.every((value, place) => value === "all" || value === say(row[place])) &&
      words.every(word => searched.includes(word));
  });
  root.querySelector(".led-answer").textContent = data.found.replace("{n}", rows.length);
  root.querySelector("tbody").replaceChildren(...rows.slice(0, data.most).map(row => {
    const line = document.createElement("tr");
    for (const place of [1, 3, 4, 5]) line.insertCell().textContent = say(row[place]);
    return line;
  }));
};

// Each chart takes the place of its words, once it is drawn; for who cannot see it the words remain.
for (const data of document.querySelectorAll("figure script[type='application/json']")) {
  const figure = data.parentElement, place = document.createElement("div");
  const words = data.previousElementSibling.textContent;
  vegaEmbed(place, JSON.parse(data.textContent), {renderer: "svg", actions: false}).then(() => {
    const drawing = place.querySelector("svg");
    drawing.setAttribute("aria-label", words);
    drawing.setAttribute("role", "img");
    figure.replaceChildren(place);
  });
}

// One switch opens the answers of a lesson, for a lecturer; the browser remembers it.
// Folds of the lesson itself, such as points to raise, have no class.
const answers = [...document.querySelectorAll("details.answer, article details:not([class])")];
const button = document.querySelector("button[data-answers]");
const kept = "led-synergy-answers";
function showAnswers(all) {
  for (const answer of answers) answer.open = all;
  button.setAttribute("aria-pressed", all);
}
if (button && answers.length) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const all = button.getAttribute("aria-pressed") !== "true";
    showAnswers(all);
    try { localStorage.setItem(kept, all ? "shown" : ""); } catch (error) {}
  });
  try { if (localStorage.getItem(kept)) showAnswers(true); } catch (error) {}
}
// A link into a folded answer opens it, and what is wider than the page is reached once it is seen.
for (const answer of answers)
  answer.addEventListener("toggle", () => window.dispatchEvent(new Event("resize")));

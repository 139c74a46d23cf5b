// Nothing is worked out here: each slot looks its answer up.
const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
const lookUp = (root, controls) => {
  const answer = name => {
    const [needs, width, code, pool] = data.slots[name];
    let place = 0, number = 0;
    for (const need of needs) place = place * data.sizes[need] + controls[need].selectedIndex;
    for (const digit of code.substr(place * width, width))
      number = number * digits.length + digits.indexOf(digit);
    return pool[number];
  };
  return () => {
    for (const part of root.querySelectorAll("[data-slot]"))
      part.innerHTML = answer(part.dataset.slot);
    for (const part of root.querySelectorAll("[data-mark]"))
      part.setAttribute("class", answer(part.dataset.mark));
  };
};
let begin = lookUp;

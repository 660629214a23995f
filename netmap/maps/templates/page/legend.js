// The legend, which is also the filter by type: each kind of record and tie with its mark and how many are shown.
const SVG = "http://www.w3.org/2000/svg";

function mark({ path, fill, line, dash, wide = 24 }) {
  const svg = document.createElementNS(SVG, "svg"), shape = document.createElementNS(SVG, "path");
  for (const [name, value] of Object.entries({ width: wide, height: 24, "aria-hidden": "true" })) svg.setAttribute(name, value);
  const looks = { d: path, fill, stroke: line, "stroke-width": fill === "none" || dash ? 2 : 1.5 };
  if (dash) looks["stroke-dasharray"] = dash.join(" ");
  for (const [name, value] of Object.entries(looks)) shape.setAttribute(name, value);
  svg.append(shape);
  return svg;
}

// The marks of the view with their words, as the page and a saved picture show them.
function legendOf({ name, line, paper, unknown }) {
  const used = sign => model.nodes.some(node => node.sign === sign);
  const kinds = model.kinds.map(({ name: words, shape, fills }, number) => {
    const gaps = model.nodes.every(node => node.kind !== number || node.sign === "!");
    return { words, path: data.outlines[shape], fill: gaps ? paper : fills[name], line, dash: gaps ? data.dashes["!"] : null };
  });
  const states = [
    ["!", paper, "a gap: hollow and dashed, with !"], ["?", unknown, "not known: grey and dotted, with ?"],
  ].filter(([sign]) => used(sign)).map(([sign, fill, words]) =>
    ({ words, path: data.outlines.dot, fill, line, dash: data.dashes[sign] }));
  const ties = model.ties.map(({ name: words, lines, dash, arrow }) =>
    ({ words, path: data.outlines[arrow ? "arrow" : "line"], fill: "none", line: lines[name], dash: dash.length ? dash : null, wide: 36 }));
  return { kinds, states, ties };
}

function listLegend() {
  const { kinds, states, ties } = legendOf(theme);
  const switchOf = (set, number, look) => {
    const box = make("input", { type: "checkbox", value: number, "data-set": set, checked: !state[set].has(number) });
    box.addEventListener("change", () => toggle(state[set], number));
    return make("li", {}, make("label", {}, box, mark(look), make("span", { class: "words" }, look.words), make("span", { class: "count" })));
  };
  find("legend").replaceChildren(
    ...kinds.map((look, number) => switchOf("kindsOff", number, look)),
    ...states.map(look => make("li", { class: "state" }, mark(look), make("span", { class: "words" }, look.words))),
    ...ties.map((look, number) => switchOf("tiesOff", number, look)));
  const alone = model.nodes.some(({ id }) => !model.tiesOf(id).length);
  find("sizes").textContent = [model.sizes, alone ? "Records without a tie stand in a grid of their own." : ""].filter(Boolean).join(" ");
}

function showLegend() {
  const count = (things, flags) => things.reduce((sum, { id, kind }) => {
    const [some, all] = sum.get(kind) ?? [0, 0];
    return sum.set(kind, [some + flags[id], all + 1]);
  }, new Map());
  const counts = { kindsOff: count(model.nodes, shown.nodes), tiesOff: count(model.edges, shown.edges) };
  for (const box of document.querySelectorAll("#legend input")) {
    const [some, all] = counts[box.dataset.set].get(Number(box.value)) ?? [0, 0];
    box.checked = !state[box.dataset.set].has(Number(box.value));
    box.parentElement.querySelector(".count").textContent = some === all ? figure(all) : `${figure(some)} of ${figure(all)}`;
  }
}

function toggle(set, number) {
  if (!set.delete(number)) set.add(number);
  refresh();
  say(countShown(shown));
}

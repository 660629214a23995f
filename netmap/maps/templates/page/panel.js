// The chosen record: what is known of it, its ties, and what can be done with it.
const MOST_TIES = 200;

function showPanel() {
  const number = chosen(), panel = find("chosen");
  panel.hidden = number === null;
  if (number === null) return;
  const node = model.nodes[number];
  find("chosen-heading").textContent = node.name;
  find("chosen-kind").textContent = described(model, node);
  find("chosen-notes").replaceChildren(definitions(termed(model, node.notes)));
  for (const button of document.querySelectorAll("#steps button"))
    button.setAttribute("aria-pressed", String(Number(button.value) === state.steps));
  find("only").setAttribute("aria-pressed", String(state.only));
  find("back").textContent = state.trail.length > 1 ? `Back to ${model.nodes[state.trail.at(-2)].name}` : "Back to all";
  showTies(number);
}

function definitions(pairs) {
  return make("dl", {}, pairs.map(([term, text]) => make("div", {}, make("dt", {}, term), make("dd", {}, text))));
}

function showTies(number) {
  const ties = model.tiesOf(number).filter(({ edge }) => stands(edge, state.day) && !state.tiesOff.has(edge.kind));
  const items = ties.slice(0, MOST_TIES).map(tie => tieItem(number, tie));
  const rest = ties.length > MOST_TIES ? [make("li", {}, `and ${figure(ties.length - MOST_TIES)} more, in the table`)] : [];
  find("chosen-ties-heading").textContent = ties.length ? counted(ties.length, "tie") : "No ties on this day";
  find("chosen-ties").replaceChildren(...items, ...rest);
}

function tieItem(number, tie) {
  const [before, name, after] = phrased(model, tie), node = model.nodes[tie.other];
  const sign = node.sign ? ` (${STATES[node.sign]})` : "";
  const link = make("button", { type: "button", class: "link", act: () => step(number, tie.other) }, name);
  const notes = termed(model, tie.edge.notes);
  return make("li", {}, before, link, sign, after, notes.length ? definitions(notes) : null);
}

function step(from, to) {
  goTo(to, { trail: [...state.trail, to] });
  find("chosen-heading").focus();
}

function hideChosen() {
  const number = chosen();
  state.hidden.add(number);
  choose(null);
  say(`${model.nodes[number].name} is hidden.`);
}

function setSteps(steps) {
  state.steps = steps;
  refresh();
  say(`${counted(lit.nodes.size - 1, "record")} within ${counted(steps, "step")}.`);
}

function toggleOnly() {
  state.only = !state.only;
  refresh();
  fitShown();
  say(countShown(shown));
}

function shiftChosen(across, down) {
  const { id, x, y } = model.nodes[chosen()], by = 24;
  moveMark(id, x + across * by, y + down * by);
  network.moveNode(id, model.nodes[id].x, model.nodes[id].y);
  refresh();
  say("Moved.");
}

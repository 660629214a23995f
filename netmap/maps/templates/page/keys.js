// Without a mouse: arrows walk from a record to its neighbours, Escape goes back, plus and minus come nearer and go away.
const neighboursOf = number => model.tiesOf(number)
  .filter(({ edge, other }) => shown.edges[edge.id] && other !== number).map(({ other }) => other)
  .filter((other, place, all) => all.indexOf(other) === place);

function siblings() {
  const from = state.trail.at(-2);
  return from === undefined ? model.important.map(({ id }) => id).filter(id => shown.nodes[id]) : neighboursOf(from);
}

function beside(by) {
  const all = siblings();
  if (!all.length) return say("Nothing is shown.");
  const at = chosen() === null ? (by > 0 ? -1 : 0) : all.indexOf(chosen());
  return arrive(all[(at + by + all.length) % all.length], state.trail.slice(0, -1));
}

function outward() {
  if (chosen() === null) return beside(1);
  const [first] = neighboursOf(chosen());
  return first === undefined ? say(`${model.nodes[chosen()].name} has no tie that is shown.`) : arrive(first, state.trail);
}

function arrive(number, before) {
  goTo(number, { trail: [...before, number], announce: false });
  const node = model.nodes[number], all = siblings(), from = state.trail.at(-2);
  const place = `${figure(all.indexOf(number) + 1)} of ${figure(all.length)}`;
  say(`${node.name}, ${described(model, node)}; ${from === undefined ? `record ${place}` : `neighbour ${place} of ${model.nodes[from].name}`}.`);
}

const KEYS = {
  ArrowDown: () => beside(1), ArrowUp: () => beside(-1), ArrowRight: outward, ArrowLeft: stepBack,
  "+": () => zoomBy(1.3), "=": () => zoomBy(1.3), "-": () => zoomBy(1 / 1.3), 0: fitShown,
  Enter: () => chosen() !== null && find("chosen-heading").focus(),
};

function mapKeys(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || !(event.key in KEYS)) return;
  event.preventDefault();
  KEYS[event.key]();
}

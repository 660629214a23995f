// Which records and ties are shown: filters, the day, what was hidden, and the records around a chosen one.
const NOT_RECORDED = "none";

function passes(node) {
  if (state.kindsOff.has(node.kind) || state.hidden.has(node.id) || !stands(node, state.day)) return false;
  for (const [facet, value] of state.facets) {
    const values = node.facets[facet];
    if (values && (value === NOT_RECORDED ? values.length : !values.includes(Number(value)))) return false;
  }
  return true;
}

const tieStands = edge => !state.tiesOff.has(edge.kind) && stands(edge, state.day);

function whatIsShown() {
  const opening = !state.all && !state.facets.size && model.opensOn.length ? new Set(model.opensOn) : null;
  const fit = model.nodes.map(node => passes(node));
  const passable = edge => tieStands(edge) && fit[edge.from] && fit[edge.to];
  const near = state.only && chosen() !== null ? around(model, [chosen()], state.steps, passable) : null;
  const within = number => near ? near.has(number) : !opening || opening.has(number) || state.trail.includes(number);
  const nodes = fit.map((ok, number) => ok && within(number));
  const edges = model.edges.map(edge => nodes[edge.from] && nodes[edge.to] && tieStands(edge));
  return { nodes, edges, count: nodes.filter(Boolean).length, opening: Boolean(opening) && !near };
}

// What is lit: the chosen record with its surroundings, or what a finding is about; null lights everything.
function whatIsLit(shown) {
  if (state.finding !== null && chosen() === null) {
    const { nodes, edges } = model.findings[state.finding];
    const ends = edges.flatMap(id => [model.edges[id].from, model.edges[id].to]);
    return litOf(shown, new Set([...nodes, ...ends]), new Set(edges));
  }
  if (chosen() === null) return null;
  const passable = edge => shown.edges[edge.id];
  const nodes = around(model, [chosen()], state.steps, passable);
  const inner = around(model, [chosen()], state.steps - 1, passable);
  const edges = model.edges.filter(edge => inner.has(edge.from) || inner.has(edge.to)).map(edge => edge.id);
  return litOf(shown, nodes, new Set(edges));
}

function litOf(shown, nodes, edges) {
  return {
    nodes: new Set([...nodes].filter(number => shown.nodes[number])),
    edges: new Set([...edges].filter(id => shown.edges[id])),
  };
}

function countShown(shown) {
  const total = model.nodes.length, ties = shown.edges.filter(Boolean).length;
  const all = shown.count === total ? `All ${counted(total, "record")}` : `${figure(shown.count)} of ${counted(total, "record")}`;
  const day = state.day === model.asOf ? "" : `, as at ${spoken(state.day)}`;
  return `${all} and ${figure(ties)} of ${counted(model.edges.length, "tie")} shown${day}.`;
}

function isNarrowed() {
  return state.kindsOff.size + state.tiesOff.size + state.facets.size + state.hidden.size > 0 || state.only
    || state.day !== model.asOf;
}

function widen() {
  Object.assign(state, {
    kindsOff: new Set(), tiesOff: new Set(), facets: new Map(), hidden: new Set(), only: false, day: model.asOf,
  });
}

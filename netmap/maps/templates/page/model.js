// One view as the page reads it: records, ties, who is tied to whom, and what can be filtered.
const STATES = { "": "", "!": "a gap", "?": "not known" };

function modelOf(view) {
  const nodes = view.nodes.map(node => {
    const sign = node.group.replace(/\d+/, "");
    return { notes: [], facets: {}, spans: [], ...node, kind: parseInt(node.group, 10), sign };
  });
  const edges = view.edges.map((edge, id) => ({ notes: [], spans: [], width: 1.5, ...edge, id }));
  const ties = nodes.map(() => []);
  for (const edge of edges) {
    ties[edge.from].push({ edge, other: edge.to, outward: true });
    if (edge.to !== edge.from) ties[edge.to].push({ edge, other: edge.from, outward: false });
  }
  const inOrder = (a, b) => a.edge.kind - b.edge.kind || nodes[a.other].name.localeCompare(nodes[b.other].name);
  const byKey = new Map(nodes.map(node => [node.key, node.id]));
  const important = [...nodes].sort((a, b) => (b.sign !== "") - (a.sign !== "") || b.size - a.size || a.id - b.id);
  return {
    ...view, nodes, edges, byKey, important, sorted: new Set(), moved: new Map(),
    largest: nodes.reduce((most, node) => Math.max(most, node.size), 0),
    days: daysOf([...nodes, ...edges]),
    tiesOf(number) {
      if (!this.sorted.has(number)) this.sorted.add(number) && ties[number].sort(inOrder);
      return ties[number];
    },
  };
}

// The days on which something begins or ends: the notches of the slider.
function daysOf(things) {
  const days = new Set();
  for (const { spans } of things) for (const span of spans) for (const day of span) if (day) days.add(day);
  return [...days].sort();
}

// Times are half-open; what has no date at either end stands open there.
function stands({ spans }, day) {
  return !spans.length || spans.some(([start, end]) => (!start || start <= day) && (!end || day < end));
}

// The records within some steps of others, over the ties that are shown.
function around(model, numbers, steps, passable = () => true) {
  const found = new Set(numbers);
  let edge = [...numbers];
  for (let step = 0; step < steps; step++) {
    const next = [];
    for (const number of edge)
      for (const tie of model.tiesOf(number))
        if (!found.has(tie.other) && passable(tie.edge)) found.add(tie.other) && next.push(tie.other);
    edge = next;
  }
  return found;
}

const kindName = (model, node) => model.kinds[node.kind].name;
const described = (model, node) => [kindName(model, node), STATES[node.sign]].filter(Boolean).join(", ");
const termed = (model, notes) => notes.map(([term, text]) => [model.terms[term], text]);
const worded = (model, notes) => termed(model, notes).map(([term, text]) => `${term}: ${text}`).join("; ");

// A tie as it reads from one end: "sits on Health Board", or "Age Forward sits on this".
function phrased(model, { edge, other, outward }) {
  const phrase = model.ties[edge.kind].name, name = model.nodes[other].name;
  return outward ? [`${phrase} `, name, ""] : ["", name, ` ${phrase} this`];
}

// Marks are drawn here as one path for each look, the same paths as in the legend and in a saved picture.
const MARK_SIZE = 7.5, RING = 5, SMALLEST = 2.5;
const outlines = Object.fromEntries(Object.entries(data.outlines).map(([shape, path]) => [shape, new Path2D(path)]));

// From afar a mark keeps a size that can be seen; powers of two, so that paths are not made anew at each turn of the wheel.
function leastSize() {
  const least = SMALLEST / network.getScale();
  return least < 4 ? 0 : 2 ** Math.floor(Math.log2(least));
}

function addMark(path, { kind, x, y, size }, least) {
  const by = Math.max(size, least) / MARK_SIZE;
  path.addPath(outlines[model.kinds[kind].shape], new DOMMatrix([by, 0, 0, by, x - 12 * by, y - 12 * by]));
}

function markPathsOf(nodes, least = leastSize()) {
  const paths = new Map();
  for (const node of nodes) {
    if (!paths.has(node.group)) paths.set(node.group, { kind: node.kind, sign: node.sign, marks: new Path2D() });
    addMark(paths.get(node.group).marks, node, least);
  }
  return [...paths.values()];
}

const fillOf = ({ kind, sign }, { name, paper, unknown }) =>
  sign === "!" ? paper : sign === "?" ? unknown : model.kinds[kind].fills[name];

function drawMarks(context, paths) {
  const scale = network.getScale();
  context.save();
  context.strokeStyle = theme.line;
  for (const path of paths) {
    context.fillStyle = fillOf(path, theme);
    context.lineWidth = Math.min((path.sign ? 2 : 1.5) / scale, 3);
    context.setLineDash(path.sign ? data.dashes[path.sign] : []);
    context.fill(path.marks);
    context.stroke(path.marks);
  }
  context.restore();
}

const ringOf = ({ size }, scale) => size * 1.3 + RING / scale;

// The chosen record has a ring of its own, so that it is found without the panel.
function drawRing(context) {
  if (chosen() === null || !shown.nodes[chosen()]) return;
  const node = model.nodes[chosen()], scale = network.getScale();
  context.save();
  context.strokeStyle = theme.ink;
  context.lineWidth = 3 / scale;
  context.beginPath();
  context.arc(node.x, node.y, ringOf(node, scale), 0, 2 * Math.PI);
  context.stroke();
  context.restore();
}

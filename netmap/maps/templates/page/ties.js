// Ties are drawn here as a few long paths, one for each look: vis-network would keep an object for each of them.
const THINNEST = 0.7, HEAD_LENGTH = 9;

// Where a tie runs: its two ends and, where it would lie on another tie of the pair, the point that it bends towards.
function courseOf({ from, to, bend }) {
  const a = model.nodes[from], b = model.nodes[to];
  if (!bend) return { a, b, via: null };
  const side = (from < to ? 1 : -1) * 0.12 * bend;
  return { a, b, via: { x: (a.x + b.x) / 2 + (b.y - a.y) * side, y: (a.y + b.y) / 2 - (b.x - a.x) * side } };
}

// The two wings and the tip of an arrow that ends at the rim of its mark.
function arrowOf({ a, b, via }, rim, length) {
  const from = via ?? a, turn = Math.atan2(b.y - from.y, b.x - from.x);
  const tip = { x: b.x - rim * Math.cos(turn), y: b.y - rim * Math.sin(turn) };
  const wing = side => ({ x: tip.x - length * Math.cos(turn + side), y: tip.y - length * Math.sin(turn + side) });
  return [wing(0.4), tip, wing(-0.4)];
}

function pathsOf(edges) {
  const paths = new Map();
  for (const edge of edges) {
    const key = `${edge.kind}|${edge.width}`;
    if (!paths.has(key)) paths.set(key, { kind: edge.kind, width: edge.width, lines: new Path2D(), heads: [] });
    const { lines, heads } = paths.get(key), course = courseOf(edge);
    lines.moveTo(course.a.x, course.a.y);
    if (course.via) lines.quadraticCurveTo(course.via.x, course.via.y, course.b.x, course.b.y);
    else lines.lineTo(course.b.x, course.b.y);
    if (model.ties[edge.kind].arrow) heads.push(course);
  }
  return [...paths.values()];
}

function drawTies(context, paths) {
  const scale = network.getScale();
  context.save();
  for (const { kind, width, lines, heads } of paths) {
    const { lines: colours, dash } = model.ties[kind];
    context.strokeStyle = context.fillStyle = colours[theme.name];
    context.lineWidth = Math.max(width, THINNEST / scale);
    context.setLineDash(dash.map(part => part / scale));
    context.stroke(lines);
    context.setLineDash([]);
    for (const course of heads) drawHead(context, arrowOf(course, course.b.size * 1.1, HEAD_LENGTH));
  }
  context.restore();
}

function drawHead(context, [one, tip, other]) {
  context.beginPath();
  context.moveTo(one.x, one.y);
  context.lineTo(tip.x, tip.y);
  context.lineTo(other.x, other.y);
  context.fill();
}

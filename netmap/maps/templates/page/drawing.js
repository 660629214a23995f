// The drawing: vis-network keeps the view and finds what is under the pointer; marks, ties and names are drawn in its hooks.
const MOST_PIXELS = 40e6;
const network = new vis.Network(find("drawing"), {}, { ...data.options, nodes: { shape: "custom", ctxRenderer: hitBox } });
// The frame inside is no stop of its own for the Tab key: the drawing is.
find("drawing").firstElementChild.removeAttribute("tabindex");
let marks = new vis.DataSet();
let shown = null, lit = null, theme = data.themes.light;
let still = null, drawn = { least: 0, ties: [], marks: [], litTies: [], litMarks: [] };
const moving = new Set();

function hitBox({ id }) {
  const across = 2 * model.nodes[id].size;
  return { nodeDimensions: { width: across, height: across } };
}

function drawView() {
  shown = null;
  marks = new vis.DataSet(model.nodes.map(({ id, size, x, y }) => ({ id, size, x, y })));
  network.setData({ nodes: marks });
}

function applyShown(next) {
  const changed = model.nodes.filter(({ id }) => next.nodes[id] !== (shown ? shown.nodes[id] : true));
  shown = next;
  lit = whatIsLit(shown);
  drawAgain();
  if (changed.length) marks.update(changed.map(({ id }) => ({ id, hidden: !shown.nodes[id] })));
}

const shownNodes = () => model.nodes.filter(({ id }) => shown.nodes[id]);
const shownEdges = () => model.edges.filter(({ id }) => shown.edges[id]);

// Once for all changes of a moment: vis-network draws in the next frame.
function drawAgain() {
  still = null;
  drawn = {
    ...markPaths(), ties: pathsOf(shownEdges()),
    litTies: lit ? pathsOf([...lit.edges].map(id => model.edges[id])) : [],
  };
  forgetNames();
  network.body.emitter.emit("_requestRedraw");
}

function markPaths() {
  const least = leastSize();
  const litMarks = lit ? markPathsOf([...lit.nodes].map(id => model.nodes[id]), least) : [];
  return { least, marks: markPathsOf(shownNodes(), least), litMarks };
}

function drawAll(context, { ties, marks, litTies, litMarks }) {
  drawTies(context, ties);
  drawMarks(context, marks);
  if (lit) {
    drawVeil(context);
    drawTies(context, litTies);
    drawMarks(context, litMarks);
  }
  drawRing(context);
  writeNames(context);
}

// What is not lit stays in sight, faintly.
function drawVeil(context) {
  context.save();
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.globalAlpha = 0.86;
  context.fillStyle = theme.paper;
  context.fillRect(0, 0, context.canvas.width, context.canvas.height);
  context.restore();
}

// One picture of twice the width and height, moved under the pointer: dragging costs the same whatever the map holds.
function takeStill() {
  const { clientWidth: wide, clientHeight: high } = find("drawing"), scale = network.getScale();
  const { x, y } = network.getViewPosition();
  const ratio = Math.min(devicePixelRatio || 1, Math.sqrt(MOST_PIXELS / (4 * wide * high)));
  const canvas = Object.assign(document.createElement("canvas"), { width: 2 * wide * ratio, height: 2 * high * ratio });
  const context = canvas.getContext("2d"), left = x - wide / scale, top = y - high / scale;
  context.scale(ratio * scale, ratio * scale);
  context.translate(-left, -top);
  drawAll(context, moving.size ? withoutMoving() : drawn);
  still = { canvas, left, top, wide: canvas.width / ratio / scale, high: canvas.height / ratio / scale };
}

function withoutMoving() {
  const rests = ({ from, to }) => !moving.has(from) && !moving.has(to), stays = ({ id }) => !moving.has(id);
  const ofLit = (set, things) => lit ? things.filter(({ id }) => lit[set].has(id)) : [];
  const ties = shownEdges().filter(rests), nodes = shownNodes().filter(stays);
  return {
    ties: pathsOf(ties), marks: markPathsOf(nodes),
    litTies: pathsOf(ofLit("edges", ties)), litMarks: markPathsOf(ofLit("nodes", nodes)),
  };
}

function stillCovers() {
  const { x, y } = network.getViewPosition(), scale = network.getScale(), box = find("drawing");
  const across = box.clientWidth / 2 / scale, down = box.clientHeight / 2 / scale;
  return still && x - across >= still.left && x + across <= still.left + still.wide
    && y - down >= still.top && y + down <= still.top + still.high;
}

function drawDragged(context) {
  if (!stillCovers()) takeStill();
  context.drawImage(still.canvas, still.left, still.top, still.wide, still.high);
  for (const number of moving) {
    const { x, y } = network.getPosition(number);
    moveMark(number, x, y);
    drawTies(context, pathsOf(model.tiesOf(number).map(({ edge }) => edge).filter(({ id }) => shown.edges[id])));
  }
  drawMarks(context, markPathsOf([...moving].map(number => model.nodes[number])));
}

network.on("beforeDrawing", context => {
  if (!shown) return;
  if (drawn.least !== leastSize()) Object.assign(drawn, markPaths());
  if (network.renderer.dragging) drawDragged(context);
  else drawAll(context, drawn);
});
network.on("dragStart", ({ nodes }) => {
  moving.clear();
  still = null;
  nodes.forEach(number => moving.add(number));
});
network.on("dragEnd", () => {
  if (moving.size) say("Moved. The address keeps the place; “Save” can keep all places in a file.");
  moving.clear();
  drawAgain();
  keepCamera();
});
network.on("zoom", keepCamera);
network.on("click", ({ nodes: [number] }) => choose(number ?? null));

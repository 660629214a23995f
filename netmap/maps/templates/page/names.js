// Names by hand, for vis-network would shrink them with the map and pile them up: none covers another.
// Names grow with the reader's own size of text.
const TEXT = parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
const LETTER = 12 * TEXT, LINE = 14 * TEXT, WIDEST = 140 * TEXT, ROOM = 3, LARGE = 0.75;
const ALL_AT_ONCE = 1500, MOST_NAMES = 250, MOST_TRIES = 1500;
const pen = document.createElement("canvas").getContext("2d");
let written = { key: "", labels: [] };

const letters = bold => `${bold ? "bold " : ""}${LETTER}px ${INK_FACE}`;
const called = node => node.sign ? `${node.sign} ${node.name}` : node.name;

function wrapped(name, widest) {
  const lines = [];
  for (const word of name.split(/\s+/)) {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
    if (lines.length && pen.measureText(longer).width <= widest) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

// Lines of like length; past three, the rest of the name is in the panel and the table.
function blockOf(node) {
  if (node.block) return node.block;
  pen.font = letters(true);
  const name = called(node).slice(0, 300), count = wrapped(name, WIDEST).length;
  const lines = wrapped(name, Math.min(WIDEST, pen.measureText(name).width / count * 1.25));
  const kept = (lines.length > count ? wrapped(name, WIDEST) : lines).slice(0, 3);
  if (count > 3) kept[2] += " …";
  const cut = kept.map(clipped);
  const wide = Math.max(...cut.map(line => pen.measureText(line).width));
  return node.block = { lines: cut, wide, high: cut.length * LINE };
}

function clipped(line) {
  const fits = Math.floor(line.length * 1.4 * WIDEST / Math.max(1, pen.measureText(line).width));
  return fits < line.length ? `${line.slice(0, fits)}…` : line;
}

function places(node, { wide, high }, scale) {
  const x = node.x * scale, y = node.y * scale;
  const out = (node.id === chosen() ? ringOf(node, scale) : node.size * 1.15) * scale + ROOM;
  const updown = [[x - wide / 2, y + out, "center"], [x - wide / 2, y - out - high, "center"]];
  const sides = [[x + out, y - high / 2, "left"], [x - out - wide, y - high / 2, "right"]];
  const near = out * 0.6;
  const corners = [
    [x + near, y + near, "left"], [x + near, y - near - high, "left"],
    [x - near - wide, y + near, "right"], [x - near - wide, y - near - high, "right"],
  ];
  const alone = !model.tiesOf(node.id).length;
  return (alone ? sides.slice(0, 1) : [...updown, ...sides, ...corners]).map(
    ([left, top, align]) => ({ left, top, right: left + wide, bottom: top + high, align }));
}

// Boxes taken so far, filed by square so that each look-up is short.
function floor() {
  const squares = new Map(), side = 80;
  const over = (box, visit) => {
    for (let i = Math.floor(box.left / side); i <= Math.floor(box.right / side); i++)
      for (let j = Math.floor(box.top / side); j <= Math.floor(box.bottom / side); j++)
        if (visit(i * 100003 + j)) return true;
    return false;
  };
  const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  return {
    take: box => over(box, key => void (squares.get(key) ?? squares.set(key, []).get(key)).push(box)),
    free: box => !over(box, key => (squares.get(key) ?? []).some(other => meet(box, other))),
  };
}

// The gaps and the largest come first. No name covers another, and only those of the largest cover a mark,
// and then a smaller one: the rest wait for a closer view.
function labelled(scale, region) {
  const inside = ({ id, x, y, size }) => shown.nodes[id] && x + size >= region.left && x - size <= region.right
    && y + size >= region.top && y - size <= region.bottom;
  const here = model.important.filter(inside), ground = floor(), names = floor(), labels = [];
  const isLarge = node => node.size >= LARGE * model.largest || node.sign !== "";
  for (const node of here) {
    const r = node.size * scale;
    const mark = { left: node.x * scale - r, right: node.x * scale + r, top: node.y * scale - r, bottom: node.y * scale + r };
    ground.take(mark);
    if (isLarge(node)) names.take(mark);
  }
  const first = here.filter(node => node.id === chosen());
  for (const node of [...first, ...here.filter(node => node.id !== chosen())].slice(0, MOST_TRIES)) {
    if (labels.length >= MOST_NAMES) break;
    if (lit && !lit.nodes.has(node.id)) continue;
    const tries = places(node, blockOf(node), scale);
    const box = tries.find(ground.free) ?? (isLarge(node) && tries.find(names.free)) ?? (node.id === chosen() && tries[0]);
    if (!box) continue;
    ground.take(box);
    names.take(box);
    labels.push({ id: node.id, box });
  }
  return labels;
}

// A small map has all its names at once, so that they hold still; a large one those of the view and around it.
function regionOf(scale) {
  if (shown.count <= ALL_AT_ONCE) return { left: -Infinity, right: Infinity, top: -Infinity, bottom: Infinity };
  const { clientWidth: wide, clientHeight: high } = find("drawing"), { x, y } = network.getViewPosition();
  return { left: x - wide / scale, right: x + wide / scale, top: y - high / scale, bottom: y + high / scale };
}

function forgetNames() {
  written = { key: "", labels: [] };
}

function writeNames(context) {
  if (!shown) return;
  const scale = network.getScale(), region = regionOf(scale), key = [scale, ...Object.values(region)].join();
  if (written.key !== key) {
    written = { key, labels: labelled(scale, region) };
    sayNames();
  }
  context.save();
  context.scale(1 / scale, 1 / scale);
  context.textBaseline = "top";
  context.lineJoin = "round";
  for (const label of written.labels) writeLabel(context, label);
  context.restore();
}

function writeLabel(context, { id, box }) {
  const node = model.nodes[id];
  context.font = letters(node.sign !== "" || id === chosen());
  context.textAlign = box.align;
  context.lineWidth = 3;
  context.strokeStyle = theme.paper;
  context.fillStyle = theme.ink;
  blockOf(node).lines.forEach((line, row) => {
    const at = [line, box[box.align] ?? (box.left + box.right) / 2, box.top + row * LINE + 1];
    context.strokeText(...at);
    context.fillText(...at);
  });
}

function sayNames() {
  const among = lit ? lit.nodes.size : shown.count, names = written.labels.length;
  find("written").textContent = names >= among ? "" : `${figure(names)} of ${figure(among)} names fit at this size; zoom in for more.`;
}

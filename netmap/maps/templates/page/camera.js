// Where the reader looks: the whole, a part, nearer, farther, and the place as the address holds it.
const EDGE = 12, LARGEST_VIEW = 1.6;

function look(position, scale) {
  network.moveTo({ position, scale, animation: false });
}

const lookAt = ([x, y, scale]) => look({ x, y }, scale);

function zoomBy(by) {
  look(network.getViewPosition(), network.getScale() * by);
  keepCamera();
}

function moveView(across, down) {
  const { x, y } = network.getViewPosition(), step = 120 / network.getScale();
  look({ x: x + across * step, y: y + down * step }, network.getScale());
  keepCamera();
}

// Only where the reader moved the map by hand does the address say where they look.
function keepCamera() {
  const { x, y } = network.getViewPosition();
  state.camera = `${Math.round(x)},${Math.round(y)},${network.getScale().toPrecision(4)}`;
  writeAddress();
}

// Like network.fit, but with room for the names that stand out at the edges.
function fit(numbers, closest = LARGEST_VIEW) {
  if (!numbers.length) return;
  const { clientWidth: wide, clientHeight: high } = find("drawing");
  const [left, right] = ends(numbers, "x"), [top, bottom] = ends(numbers, "y");
  const fitting = out => Math.min(
    closest,
    Math.max(wide * 0.55, wide - out.left - out.right - 2 * EDGE) / (right - left),
    Math.max(high * 0.55, high - out.top - out.bottom - 2 * EDGE) / (bottom - top));
  const out = overhang(fitting({ left: 0, right: 0, top: 0, bottom: 0 }), left, right, top, bottom);
  const scale = fitting(out);
  const x = (left + right) / 2 + (out.right - out.left) / 2 / scale;
  const y = (top + bottom) / 2 + (out.bottom - out.top) / 2 / scale;
  look({ x, y }, scale);
  state.camera = "";
}

function overhang(scale, left, right, top, bottom) {
  const out = { left: 0, right: 0, top: 0, bottom: 0 };
  const region = { left, right, top, bottom };
  for (const { box } of labelled(scale, region)) {
    out.left = Math.max(out.left, left * scale - box.left);
    out.right = Math.max(out.right, box.right - right * scale);
    out.top = Math.max(out.top, top * scale - box.top);
    out.bottom = Math.max(out.bottom, box.bottom - bottom * scale);
  }
  return out;
}

function ends(numbers, axis) {
  let [least, most] = [Infinity, -Infinity];
  for (const number of numbers) {
    const node = model.nodes[number];
    least = Math.min(least, node[axis] - node.size);
    most = Math.max(most, node[axis] + node.size);
  }
  return [least, most];
}

const fitShown = () => fit(shownNodes().map(({ id }) => id));

// Goes to what is lit only where it is not in sight already or too small to read.
function bringIntoView(numbers) {
  const box = find("drawing"), inside = number => {
    const { x, y } = network.canvasToDOM(model.nodes[number]);
    return x > 20 && y > 20 && x < box.clientWidth - 20 && y < box.clientHeight - 20;
  };
  if (!numbers.every(inside) || network.getScale() < 0.6) fit(numbers, Math.max(1, network.getScale()));
}

// One nudge: marks that crowd each other are pushed apart, half the way each, and then hold still again.
const ROOM_BETWEEN = 26, ROUNDS = 40;

function nudge() {
  const nodes = shownNodes(), before = nodes.map(({ x, y }) => `${x},${y}`);
  for (let round = 0; round < ROUNDS && pushApart(nodes); round++);
  for (const node of nodes) [node.x, node.y] = [Math.round(node.x), Math.round(node.y)];
  const moved = nodes.filter(({ x, y }, place) => `${x},${y}` !== before[place]);
  for (const { id, x, y } of moved) moveMark(id, x, y);
  marks.update(moved.map(({ id, x, y }) => ({ id, x, y })));
  refresh();
  say(moved.length ? `${counted(moved.length, "mark")} nudged apart. “Save” can keep the places in a file.` : "No marks crowd each other.");
}

// Marks are filed by square, so that each looks only at those near it.
function pushApart(nodes) {
  const side = 2 * model.largest + ROOM_BETWEEN, squares = new Map();
  const square = ({ x, y }) => [Math.floor(x / side), Math.floor(y / side)];
  for (const node of nodes) {
    const key = square(node).join();
    (squares.get(key) ?? squares.set(key, []).get(key)).push(node);
  }
  let pushed = false;
  for (const node of nodes) {
    const [across, down] = square(node);
    for (let i = across - 1; i <= across + 1; i++)
      for (let j = down - 1; j <= down + 1; j++)
        for (const other of squares.get(`${i},${j}`) ?? []) pushed = (other.id > node.id && pushPair(node, other)) || pushed;
  }
  return pushed;
}

function pushPair(one, other) {
  const dx = other.x - one.x, dy = other.y - one.y, far = Math.hypot(dx, dy);
  const lack = one.size + other.size + ROOM_BETWEEN - far;
  if (lack < 1) return false;
  // Two on one spot part along a line that their numbers choose.
  const [ux, uy] = far > 0.01 ? [dx / far, dy / far] : [Math.cos(other.id), Math.sin(other.id)];
  [one.x, one.y] = [one.x - ux * lack / 2, one.y - uy * lack / 2];
  [other.x, other.y] = [other.x + ux * lack / 2, other.y + uy * lack / 2];
  return true;
}

"use strict";
(() => {
  const LETTER = 12, LINE = 14, WIDEST = 140, ROOM = 3, LARGE = 0.75, EDGE = 12, LARGEST_VIEW = 1.6;
  const FACE = 'Arial, "Liberation Sans", Helvetica, sans-serif';
  const INK = "#1b1f24";
  const find = id => document.getElementById(id);
  const data = JSON.parse(find("map-data").textContent);
  const nodes = new vis.DataSet(data.nodes), edges = new vis.DataSet(data.edges);
  const network = new vis.Network(find("drawing"), { nodes, edges }, data.options);
  const neighbours = data.nodes.map(() => new Set());
  for (const edge of data.edges) {
    neighbours[edge.from].add(edge.to);
    neighbours[edge.to].add(edge.from);
  }
  const largest = Math.max(0, ...data.nodes.map(node => node.size));
  let chosen = null;
  let shown = { scale: 0, chosen: null, labels: [] };

  // Names are written by hand: vis-network would shrink them with the map and pile them up.
  const pen = document.createElement("canvas").getContext("2d");
  const marked = node => "shapeProperties" in node;
  const letters = bold => `${bold ? "bold " : ""}${LETTER}px ${FACE}`;
  const blocks = data.nodes.map(node => {
    pen.font = letters(marked(node));
    return block(node.name);
  });

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
  function block(name) {
    const count = wrapped(name, WIDEST).length;
    const lines = wrapped(name, Math.min(WIDEST, pen.measureText(name).width / count * 1.25));
    const kept = (lines.length > count ? wrapped(name, WIDEST) : lines).slice(0, 3);
    if (count > 3) kept[2] += " …";
    const cut = kept.map(clipped);
    return { lines: cut, wide: Math.max(...cut.map(line => pen.measureText(line).width)), high: cut.length * LINE };
  }

  function clipped(line) {
    const fits = Math.floor(line.length * 1.4 * WIDEST / Math.max(1, pen.measureText(line).width));
    return fits < line.length ? `${line.slice(0, fits)}…` : line;
  }

  function places(node, { wide, high }, scale) {
    const x = node.x * scale, y = node.y * scale, out = node.size * 1.15 * scale + ROOM;
    const updown = [[x - wide / 2, y + out, "center"], [x - wide / 2, y - out - high, "center"]];
    const sides = [[x + out, y - high / 2, "left"], [x - out - wide, y - high / 2, "right"]];
    const near = out * 0.6;
    const corners = [
      [x + near, y + near, "left"], [x + near, y - near - high, "left"],
      [x - near - wide, y + near, "right"], [x - near - wide, y - near - high, "right"],
    ];
    const alone = neighbours[node.id].size === 0;
    return (alone ? sides.slice(0, 1) : [...updown, ...sides, ...corners]).map(
      ([left, top, align]) => ({ left, top, right: left + wide, bottom: top + high, align }));
  }

  // Boxes taken so far, filed by square so that each look-up is short.
  function floor() {
    const squares = new Map(), side = 80;
    const over = (box, visit) => {
      for (let i = Math.floor(box.left / side); i <= Math.floor(box.right / side); i++)
        for (let j = Math.floor(box.top / side); j <= Math.floor(box.bottom / side); j++)
          if (visit(`${i},${j}`)) return true;
      return false;
    };
    const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
    return {
      take: box => over(box, key => void (squares.get(key) ?? squares.set(key, []).get(key)).push(box)),
      free: box => !over(box, key => (squares.get(key) ?? []).some(other => meet(box, other))),
    };
  }

  function lit(number) {
    return chosen === null || number === chosen || neighbours[chosen].has(number);
  }

  // The gaps and the largest come first. No name covers another, and only those of the largest cover a mark,
  // and then a smaller one: the rest wait for a closer view.
  function labelled(scale) {
    const ground = floor(), written = floor(), labels = [];
    for (const { x, y, size } of data.nodes) {
      const r = size * scale;
      const mark = { left: x * scale - r, right: x * scale + r, top: y * scale - r, bottom: y * scale + r };
      ground.take(mark);
      if (size >= LARGE * largest) written.take(mark);
    }
    const order = data.nodes.filter(node => lit(node.id)).sort((a, b) =>
      (b.id === chosen) - (a.id === chosen) || marked(b) - marked(a) || b.size - a.size || a.id - b.id);
    for (const node of order) {
      const tries = places(node, blocks[node.id], scale);
      const box = tries.find(ground.free) ?? (node.size >= LARGE * largest && tries.find(written.free)) ?? (node.id === chosen && tries[0]);
      if (!box) continue;
      ground.take(box);
      written.take(box);
      labels.push({ id: node.id, box });
    }
    return { scale, chosen, labels };
  }

  function writeNames(context) {
    const scale = network.getScale();
    if (shown.scale !== scale || shown.chosen !== chosen) {
      shown = labelled(scale);
      sayNames();
    }
    writeLabels(context, shown.labels, scale);
  }

  function writeLabels(context, labels, scale) {
    context.save();
    context.scale(1 / scale, 1 / scale);
    context.textBaseline = "top";
        context.lineJoin = "round";
    for (const { id, box } of labels) {
      context.font = letters(marked(data.nodes[id]) || id === chosen);
      context.textAlign = box.align;
      context.lineWidth = 3;
      context.strokeStyle = "#ffffff";
      context.fillStyle = INK;
      blocks[id].lines.forEach((line, row) => {
        const at = [line, box[box.align] ?? (box.left + box.right) / 2, box.top + row * LINE + 1];
        context.strokeText(...at);
        context.fillText(...at);
      });
    }
    context.restore();
  }

  function sayNames() {
    const among = data.nodes.filter(node => lit(node.id)).length;
    find("written").textContent =
      shown.labels.length === among ? "" : `${shown.labels.length} of ${among} names fit at this size; zoom in for more.`;
  }

  function choose(number) {
    chosen = number;
    nodes.update(data.nodes.map(node => ({ id: node.id, opacity: lit(node.id) ? 1 : 0.15 })));
    edges.update(data.edges.map(edge => {
      const on = number === null || edge.from === number || edge.to === number;
      return { id: edge.id, color: { ...edge.color, opacity: on ? 1 : 0.08 } };
    }));
    if (number === null) network.unselectAll();
    else network.selectNodes([number], false);
    tell(number);
  }

  function tell(number) {
    find("chosen").hidden = number === null;
    if (number === null) return;
    const [name, kind, notes, ties] = find(`record-${number}`).cells;
    find("chosen-heading").textContent = name.textContent;
    find("chosen-kind").textContent = kind.textContent;
    for (const [id, cell] of [["chosen-notes", notes], ["chosen-ties", ties]])
      find(id).replaceChildren(...cell.cloneNode(true).childNodes);
  }

  function goTo(number) {
    choose(number);
    network.moveTo({ position: network.getPosition(number), scale: Math.max(1, network.getScale()), animation: false });
  }

  let last = { text: "", turn: 0 };
  function search(text) {
    const wanted = text.trim().toLowerCase();
    const matches = data.nodes.filter(node => wanted && plain(node).toLowerCase().includes(wanted));
    const exact = matches.filter(node => plain(node).toLowerCase() === wanted);
    const found = exact.length ? exact : matches;
    if (!found.length) return say(wanted ? `Nothing on this map is called “${text.trim()}”.` : "Write a name to find.");
    last = { text: wanted, turn: last.text === wanted ? (last.turn + 1) % found.length : 0 };
    goTo(found[last.turn].id);
    const more = found.length > 1 ? ` (${last.turn + 1} of ${found.length}; Find again for the next)` : "";
    say(`Found ${plain(found[last.turn])}${more}.`);
  }

  const plain = node => find(`record-${node.id}`).cells[0].textContent;
  const say = text => { find("status").textContent = text; };

  function move(across, down) {
    const { x, y } = network.getViewPosition(), step = 120 / network.getScale();
    network.moveTo({ position: { x: x + across * step, y: y + down * step }, animation: false });
  }

  const zoom = by => network.moveTo({ scale: network.getScale() * by, animation: false });

  // Like network.fit, but with room for the names that stand out at the edges.
  function whole() {
    if (!data.nodes.length) return;
    const { clientWidth: wide, clientHeight: high } = find("drawing");
    const [left, right] = ends("x"), [top, bottom] = ends("y");
    const fitting = out => Math.min(
      LARGEST_VIEW,
      Math.max(wide * 0.55, wide - out.left - out.right - 2 * EDGE) / (right - left),
      Math.max(high * 0.55, high - out.top - out.bottom - 2 * EDGE) / (bottom - top));
    const out = overhang(fitting({ left: 0, right: 0, top: 0, bottom: 0 }), left, right, top, bottom);
    const scale = fitting(out);
    const x = (left + right) / 2 + (out.right - out.left) / 2 / scale;
    const y = (top + bottom) / 2 + (out.bottom - out.top) / 2 / scale;
    network.moveTo({ position: { x, y }, scale, animation: false });
  }

  function overhang(scale, left, right, top, bottom) {
    const out = { left: 0, right: 0, top: 0, bottom: 0 };
    for (const { box } of labelled(scale).labels) {
      out.left = Math.max(out.left, left * scale - box.left);
      out.right = Math.max(out.right, box.right - right * scale);
      out.top = Math.max(out.top, top * scale - box.top);
      out.bottom = Math.max(out.bottom, box.bottom - bottom * scale);
    }
    return out;
  }

  function ends(axis) {
    let [least, most] = [Infinity, -Infinity];
    for (const node of data.nodes) {
      least = Math.min(least, node[axis] - node.size);
      most = Math.max(most, node[axis] + node.size);
    }
    return [least, most];
  }

  const acts = {
    in: () => zoom(1.3), out: () => zoom(1 / 1.3), fit: whole,
    left: () => move(-1, 0), right: () => move(1, 0), up: () => move(0, -1), down: () => move(0, 1),
    clear: () => { choose(null); find("name").focus(); },
    save: savePicture,
  };

  // The saved picture carries its question, legend, date and source, for it will travel without the page.
  function savePicture() {
    const drawing = find("drawing").querySelector("canvas"), ratio = drawing.width / drawing.clientWidth;
    const words = [...document.querySelectorAll("#facts > div")]
      .map(row => `${row.children[0].textContent}: ${row.children[1].textContent}`);
    const marks = [...document.querySelectorAll("#legend li")];
    const wide = drawing.clientWidth, head = 44, beside = 280;
    const high = Math.max(drawing.clientHeight, marks.length * 28) + head + words.length * 20 + 24;
    const picture = Object.assign(document.createElement("canvas"), { width: (wide + beside) * ratio, height: high * ratio });
    const brush = picture.getContext("2d");
    brush.scale(ratio, ratio);
    brush.fillStyle = "#ffffff";
    brush.fillRect(0, 0, wide + beside, high);
    brush.drawImage(drawing, 0, head, wide, drawing.clientHeight);
    brush.fillStyle = INK;
    brush.font = `bold 20px ${FACE}`;
    brush.fillText(document.querySelector("h1").textContent, 12, 30, wide + beside - 24);
    marks.forEach((mark, row) => drawMark(brush, mark, wide + 16, head + row * 28));
    brush.font = `14px ${FACE}`;
    words.forEach((line, row) => brush.fillText(line, 12, high - words.length * 20 + row * 20, wide + beside - 24));
    picture.toBlob(download);
  }

  function drawMark(brush, mark, left, top) {
    const path = mark.querySelector("path"), shape = new Path2D(path.getAttribute("d"));
    brush.save();
    brush.translate(left, top);
    brush.fillStyle = path.getAttribute("fill") === "none" ? "transparent" : path.getAttribute("fill");
    brush.strokeStyle = path.getAttribute("stroke");
    brush.lineWidth = path.getAttribute("stroke-width");
    brush.setLineDash((path.getAttribute("stroke-dasharray") ?? "").split(" ").filter(Boolean).map(Number));
    brush.fill(shape);
    brush.stroke(shape);
    brush.fillStyle = INK;
    brush.font = `14px ${FACE}`;
    brush.fillText(mark.textContent, 46, 17, 210);
    brush.restore();
  }

  function download(blob) {
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: "map.png" });
    link.click();
    URL.revokeObjectURL(link.href);
    say("The picture is in your downloads.");
  }

  // For whoever scripts the page.
  Object.assign(find("drawing"), { network, names: () => shown.labels });
  network.on("afterDrawing", writeNames);
  network.on("click", ({ nodes: [number] }) => choose(number ?? null));
  document.addEventListener("click", event => acts[event.target.closest("[data-act]")?.dataset.act]?.());
  find("search").addEventListener("submit", event => { event.preventDefault(); search(find("name").value); });
  find("chosen-ties").addEventListener("click", event => {
    const link = event.target.closest("a");
    if (!link) return;
    event.preventDefault();
    goTo(Number(link.hash.replace("#record-", "")));
    find("chosen-heading").focus();
  });
  document.addEventListener("keydown", event => { if (event.key === "Escape" && chosen !== null) choose(null); });
  addEventListener("hashchange", open);
  // Paper gets the view as it stands: the canvas is scaled by the style sheet, not drawn again.
  addEventListener("beforeprint", () => {
    find("table").open = true;
    network.setOptions({ autoResize: false });
  });
  addEventListener("afterprint", () => network.setOptions({ autoResize: true }));

  function open() {
    if (location.hash.startsWith("#record-") || location.hash === "#table") find("table").open = true;
  }

  find("names").append(...[...new Set(data.nodes.map(plain))].sort().map(name => new Option(name, name)));
  document.querySelector(".tools").hidden = false;
  find("no-drawing").hidden = true;
  whole();
  open();
})();

// The picture that leaves the page: marks, ties, names, legend, question, day, filter and source, drawn once and written
// as SVG or as PNG. It is always on white, for it will be pasted into papers.
const HEAD = 64, BESIDE = 300, FOOT_LINE = 20, LEGEND_LINE = 28;

// The items of a picture, from back to front: lines, marks and texts.
function sceneOf() {
  const box = find("drawing"), paperTheme = data.themes.light;
  const facts = factLines(), legend = Object.values(legendOf(paperTheme)).flat();
  const wide = box.clientWidth + BESIDE, body = Math.max(box.clientHeight, legend.length * LEGEND_LINE + 24);
  const high = HEAD + body + facts.length * FOOT_LINE + 24;
  return {
    wide, high, title: model.question, theme: paperTheme,
    inside: [...tieItems(paperTheme), ...markItems(paperTheme), ...nameItems(paperTheme)].map(item => ({ ...item, y: item.y + HEAD })),
    clip: { x: 0, y: HEAD, wide: box.clientWidth, high: box.clientHeight },
    outside: [
      textItem(model.question, 12, 30, { size: 20, bold: true, widest: wide - 24 }),
      textItem(model.title, 12, 52, { size: 14, widest: wide - 24 }),
      ...legend.flatMap((look, row) => legendItems(look, box.clientWidth + 16, HEAD + 8 + row * LEGEND_LINE, paperTheme)),
      ...facts.map((line, row) => textItem(line, 12, HEAD + body + 20 + row * FOOT_LINE, { size: 13, widest: wide - 24 })),
    ],
  };
}

function factLines() {
  const filters = [...state.facets].map(([facet, value]) =>
    `${model.facets[facet].name}: ${value === NOT_RECORDED ? "not recorded" : model.facets[facet].values[value]}`);
  if (state.kindsOff.size || state.tiesOff.size || state.hidden.size) filters.push("some kinds or records hidden");
  if (state.only) filters.push(`only within ${counted(state.steps, "step")} of ${model.nodes[chosen()].name}`);
  return [
    `As at ${spoken(state.day)}. Source: ${model.source}. Made for: ${data.profiles[model.profile]}.`,
    countShown(shown), ...(filters.length ? [`Filter: ${filters.join("; ")}.`] : []), ...(model.sizes ? [model.sizes] : []),
  ];
}

const textItem = (text, x, y, { size = 12, bold = false, align = "left", halo = false, widest = Infinity } = {}) => {
  pen.font = `${bold ? "bold " : ""}${size}px ${INK_FACE}`;
  const fits = Math.floor(text.length * widest / Math.max(1, pen.measureText(text).width));
  return { type: "text", text: fits < text.length ? `${text.slice(0, Math.max(1, fits - 1))}…` : text, x, y, size, bold, align, halo };
};

const faded = (set, id) => lit && !lit[set].has(id) ? 0.14 : 1;

function tieItems(paperTheme) {
  const scale = network.getScale(), onPage = ({ x, y }) => network.canvasToDOM({ x, y });
  return shownEdges().flatMap(edge => {
    const { lines, dash, arrow } = model.ties[edge.kind], { a, b, via } = courseOf(edge);
    const start = onPage(a), at = point => `${round(point.x - start.x)} ${round(point.y - start.y)}`, line = lines[paperTheme.name];
    const d = `M0 0${via ? `Q${at(onPage(via))} ` : "L"}${at(onPage(b))}`;
    const [one, tip, other] = arrow ? arrowOf({ a, b, via }, b.size * 1.1, HEAD_LENGTH).map(onPage) : [];
    const usual = { type: "path", x: start.x, y: start.y, scale: 1, line, opacity: faded("edges", edge.id) };
    const head = arrow ? [{ ...usual, d: `M${at(one)}L${at(tip)}L${at(other)}Z`, fill: line, width: 0, dash: [] }] : [];
    return [{ ...usual, d, fill: "none", width: Math.max(THINNEST, edge.width * scale), dash }, ...head];
  });
}

const round = number => Math.round(number * 10) / 10;

function markItems(paperTheme) {
  const scale = network.getScale();
  return shownNodes().map(node => ({
    type: "path", d: data.outlines[model.kinds[node.kind].shape], ...network.canvasToDOM({ x: node.x, y: node.y }), centred: true,
    scale: node.size * scale / MARK_SIZE, fill: fillOf(node, paperTheme), line: paperTheme.line, width: node.sign ? 2 : 1.5,
    dash: node.sign ? data.dashes[node.sign] : [], opacity: faded("nodes", node.id),
  }));
}

function nameItems(paperTheme) {
  return written.labels.flatMap(({ id, box }) => {
    const node = model.nodes[id], origin = network.canvasToDOM({ x: 0, y: 0 });
    const x = (box[box.align] ?? (box.left + box.right) / 2) + origin.x;
    return blockOf(node).lines.map((line, row) => textItem(line, x, box.top + origin.y + row * LINE + LETTER - 1,
      { size: LETTER, bold: node.sign !== "" || id === chosen(), align: box.align, halo: paperTheme.paper }));
  });
}

function legendItems({ words, path, fill, line, dash }, x, y) {
  return [
    { type: "path", d: path, x, y, scale: 1, fill, line, width: fill === "none" || dash ? 2 : 1.5, dash: dash ?? [], opacity: 1 },
    textItem(words.charAt(0).toUpperCase() + words.slice(1), x + 46, y + 17, { size: 14, widest: BESIDE - 70 }),
  ];
}

function svgOf({ wide, high, title, theme: { paper, ink }, inside, clip, outside }) {
  const element = (name, attributes, ...children) => {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };
  const drawn = item => item.type === "text" ? svgText(element, item, ink) : element("path", {
    d: item.d, fill: item.fill, stroke: item.line, "stroke-width": round(item.width / item.scale), opacity: item.opacity,
    transform: `translate(${round(item.x)} ${round(item.y)}) scale(${item.scale.toFixed(3)})${item.centred ? " translate(-12 -12)" : ""}`,
    ...(item.dash.length ? { "stroke-dasharray": item.dash.map(round).join(" ") } : {}),
  });
  const area = element("clipPath", { id: "map" }, element("rect", { x: clip.x, y: clip.y, width: clip.wide, height: clip.high }));
  const root = element("svg", { viewBox: `0 0 ${wide} ${high}`, width: wide, height: high, "font-family": INK_FACE, role: "img" },
    element("title", {}, title), element("desc", {}, model.summary), element("defs", {}, area),
    element("rect", { width: wide, height: high, fill: paper }),
    element("g", { "clip-path": "url(#map)" }, ...inside.map(drawn)), ...outside.map(drawn));
  return new XMLSerializer().serializeToString(root);
}

const ANCHORS = { left: "start", center: "middle", right: "end" };
// No file may hold the control characters that a name can.
const writable = text => text.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd");

function svgText(element, { text, x, y, size, bold, align, halo }, ink) {
  return element("text", {
    x: round(x), y: round(y), "font-size": size, fill: ink, "text-anchor": ANCHORS[align], ...(bold ? { "font-weight": "bold" } : {}),
    ...(halo ? { stroke: halo, "stroke-width": 3, "stroke-linejoin": "round", "paint-order": "stroke" } : {}),
  }, writable(text));
}

function canvasOf({ wide, high, theme: { paper, ink }, inside, clip, outside }) {
  const ratio = Math.max(2, devicePixelRatio || 1);
  const canvas = Object.assign(document.createElement("canvas"), { width: wide * ratio, height: high * ratio });
  const brush = canvas.getContext("2d");
  brush.scale(ratio, ratio);
  brush.fillStyle = paper;
  brush.fillRect(0, 0, wide, high);
  brush.save();
  brush.beginPath();
  brush.rect(clip.x, clip.y, clip.wide, clip.high);
  brush.clip();
  inside.forEach(item => brushItem(brush, item, ink));
  brush.restore();
  outside.forEach(item => brushItem(brush, item, ink));
  return canvas;
}

function brushItem(brush, item, ink) {
  if (item.type === "text") return brushText(brush, item, ink);
  brush.save();
  brush.globalAlpha = item.opacity;
  brush.translate(item.x, item.y);
  brush.scale(item.scale, item.scale);
  if (item.centred) brush.translate(-12, -12);
  const shape = new Path2D(item.d);
  if (item.fill !== "none") {
    brush.fillStyle = item.fill;
    brush.fill(shape);
  }
  Object.assign(brush, { strokeStyle: item.line, lineWidth: item.width / item.scale });
  brush.setLineDash(item.dash);
  brush.stroke(shape);
  return brush.restore();
}

function brushText(brush, { text, x, y, size, bold, align, halo }, ink) {
  Object.assign(brush, { font: `${bold ? "bold " : ""}${size}px ${INK_FACE}`, textAlign: align, fillStyle: ink, lineJoin: "round" });
  if (halo) {
    Object.assign(brush, { strokeStyle: halo, lineWidth: 3 });
    brush.strokeText(text, x, y);
  }
  brush.fillText(text, x, y);
}

// What can be taken along: the picture, the table, and the places of the marks.
function saveBlob(blob, name) {
  const link = make("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  URL.revokeObjectURL(link.href);
  say(`${name} is in your downloads.`);
}

const fileName = ending => `${model.id}-${state.day}.${ending}`;
const savePng = () => canvasOf(sceneOf()).toBlob(blob => saveBlob(blob, fileName("png")));
const saveSvg = () => saveBlob(new Blob([svgOf(sceneOf())], { type: "image/svg+xml" }), fileName("svg"));

// A spreadsheet runs what begins like a formula: an apostrophe keeps it text.
function cell(text) {
  const safe = /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

function saveTable() {
  const { columns, rows } = tableRows();
  const ties = node => standing(node).map(tie => phrased(model, tie).join("")).join(" | ");
  const lines = rows.map(node => [...columns.slice(0, -1).map(({ text }) => text(node)), ties(node)].map(cell).join(","));
  const text = [columns.map(({ name }) => cell(name)).join(","), ...lines].join("\r\n");
  saveBlob(new Blob(["\ufeff", text, "\r\n"], { type: "text/csv" }), fileName("csv"));
}

function saveLayout() {
  const places = {};
  models.forEach((one, number) => {
    if (one) places[one.id] = Object.fromEntries(one.nodes.map(({ key, x, y }) => [key, [x, y]]));
    else places[data.views[number].id] = Object.fromEntries(data.views[number].nodes.map(({ key, x, y }) => [key, [x, y]]));
  });
  saveBlob(new Blob([JSON.stringify({ schema: data.layoutSchema, places })], { type: "application/json" }), "layout.json");
}

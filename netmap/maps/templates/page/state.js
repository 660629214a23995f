// What the reader has chosen, and the address that holds it, so that a link leads to the same view.
const MOST_MOVED = 60;
const models = data.views.map(() => null);
const state = { view: 0, day: "" };
let model = null;

const freshView = () => ({
  trail: [], steps: 1, only: false, finding: null, all: false,
  kindsOff: new Set(), tiesOff: new Set(), facets: new Map(), hidden: new Set(), camera: "",
});

function openView(number) {
  model = models[number] ??= modelOf(data.views[number]);
  Object.assign(state, { view: number, day: model.asOf }, freshView());
}

const chosen = () => state.trail.at(-1) ?? null;

const listed = value => value.split(",").filter(Boolean);
const keyed = numbers => [...numbers].map(number => model.nodes[number].key).join(",");

function addressOf() {
  const said = new URLSearchParams();
  const put = (name, value, usual = "") => value !== usual && said.set(name, value);
  put("view", model.id, data.views[0].id);
  put("at", state.day, model.asOf);
  put("pick", keyed(state.trail));
  put("steps", String(state.steps), "1");
  put("only", state.only ? "1" : "");
  put("all", state.all ? "1" : "");
  put("finding", state.finding === null ? "" : String(state.finding + 1));
  put("kinds", [...state.kindsOff].join(","));
  put("ties", [...state.tiesOff].join(","));
  for (const [facet, value] of state.facets) said.set(`f${facet}`, value);
  put("hidden", keyed(state.hidden));
  // An address has its limits: of many moved marks, the file of positions keeps the places.
  if (model.moved.size <= MOST_MOVED) put("moved", [...model.moved].map(([number, [x, y]]) => `${model.nodes[number].key}:${x}:${y}`).join(","));
  put("camera", state.camera);
  return said.toString();
}

// A link may be old or mistyped: what it names and the map does not have is left out.
function readAddress(text) {
  const said = new URLSearchParams(text);
  const view = data.views.findIndex(one => one.id === said.get("view"));
  openView(Math.max(0, view));
  const numbers = name => listed(said.get(name) ?? "").map(key => model.byKey.get(key)).filter(n => n !== undefined);
  const places = (name, most) => listed(said.get(name) ?? "").map(Number).filter(n => Number.isInteger(n) && n >= 0 && n < most);
  const finding = Number(said.get("finding")) - 1;
  state.trail = numbers("pick");
  state.steps = [1, 2, 3].includes(Number(said.get("steps"))) ? Number(said.get("steps")) : 1;
  state.only = said.has("only") && state.trail.length > 0;
  state.all = said.has("all");
  state.finding = model.findings[finding] ? finding : null;
  state.kindsOff = new Set(places("kinds", model.kinds.length));
  state.tiesOff = new Set(places("ties", model.ties.length));
  state.hidden = new Set(numbers("hidden"));
  if (/^\d{4}-\d{2}-\d{2}$/.test(said.get("at") ?? "") && model.days.length) state.day = said.get("at");
  model.facets.forEach(({ values }, facet) => {
    const value = said.get(`f${facet}`);
    if (value === NOT_RECORDED || (value !== null && value in values)) state.facets.set(facet, value);
  });
  for (const entry of listed(said.get("moved") ?? "")) {
    const [key, x, y] = entry.split(":"), number = model.byKey.get(key);
    if (number !== undefined && Number.isFinite(+x) && Number.isFinite(+y)) moveMark(number, +x, +y);
  }
  const camera = (said.get("camera") ?? "").split(",").map(Number);
  const known = camera.length === 3 && camera.every(Number.isFinite) && camera[2] > 0;
  state.camera = known ? camera.join(",") : "";
  return known ? camera : null;
}

function moveMark(number, x, y) {
  const node = model.nodes[number];
  [node.x, node.y] = [Math.round(x), Math.round(y)];
  model.moved.set(number, [node.x, node.y]);
}

function writeAddress() {
  const wanted = addressOf();
  if (wanted === location.hash.slice(1)) return;
  // A page inside a notebook has no address of its own to change.
  try { history.replaceState(null, "", `#${wanted}`); } catch { /* it stays as it is */ }
}

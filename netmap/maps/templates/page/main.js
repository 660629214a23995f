// Puts the parts together: what the buttons do, what the keys do, and the first view.
const ACTS = {
  in: () => zoomBy(1.3), out: () => zoomBy(1 / 1.3), fit: fitShown, nudge,
  left: () => moveView(-1, 0), right: () => moveView(1, 0), up: () => moveView(0, -1), down: () => moveView(0, 1),
  back: () => { stepBack(); find(chosen() === null ? "drawing" : "chosen-heading").focus(); },
  only: toggleOnly, hide: hideChosen, theme: () => useTheme(theme.name === "light" ? "dark" : "light"),
  "mark-left": () => shiftChosen(-1, 0), "mark-right": () => shiftChosen(1, 0),
  "mark-up": () => shiftChosen(0, -1), "mark-down": () => shiftChosen(0, 1),
  png: savePng, svg: saveSvg, csv: saveTable, layout: saveLayout,
  widen: () => { widen(); refresh(); fitShown(); say(countShown(shown)); },
  "show-all": () => { state.all = true; refresh(); fitShown(); say(countShown(shown)); },
  more: () => { table.rows += ROWS_AT_ONCE; showTable(); },
  today: () => setDay(model.asOf),
};

function useTheme(name) {
  theme = data.themes[name];
  document.documentElement.dataset.theme = name;
  find("theme").setAttribute("aria-pressed", String(name === "dark"));
  if (!model) return;
  listLegend();
  refresh();
}

function arriveAt(address) {
  find("name").value = "";
  const camera = readAddress(address);
  drawView();
  headView();
  listFindings();
  listLegend();
  listFilters();
  listTime();
  refresh();
  if (state.facets.size) find("filters").open = true;
  if (camera) lookAt(camera);
  else if (lit?.nodes.size) fit([...lit.nodes], 1.2);
  else fitShown();
}

function listViews() {
  find("views").hidden = data.views.length < 2;
  find("views").querySelector("ul").replaceChildren(...data.views.map(({ tab }, number) =>
    make("li", {}, make("button", { type: "button", value: number, act: () => arriveAt(`view=${encodeURIComponent(data.views[number].id)}`) }, tab))));
}

function listen() {
  document.addEventListener("click", event => {
    const button = event.target.closest("[data-act]");
    if (!button) return;
    ACTS[button.dataset.act]();
    button.closest("details.menu")?.removeAttribute("open");
  });
  find("steps").addEventListener("click", ({ target }) => target.value && setSteps(Number(target.value)));
  find("search").addEventListener("submit", event => { event.preventDefault(); takeTyped(); });
  find("name").addEventListener("input", suggest);
  find("name").addEventListener("keydown", searchKeys);
  find("name").addEventListener("blur", () => showSuggestions(false));
  find("day").addEventListener("input", ({ target }) => setDay(notches()[target.value]));
  find("drawing").addEventListener("keydown", mapKeys);
  find("table").addEventListener("toggle", showTable);
  find("table-search").addEventListener("input", ({ target }) => { Object.assign(table, { text: target.value, rows: ROWS_AT_ONCE }); showTable(); });
  document.addEventListener("keydown", event => {
    const menu = event.target.closest?.("details.menu[open]");
    if (event.key === "Escape" && menu) { menu.open = false; menu.querySelector("summary").focus(); }
    else if (event.key === "Escape" && (event.target === document.body || event.target.closest?.(".map"))) stepBack();
  });
  addEventListener("hashchange", () => arriveAt(location.hash.slice(1)));
  addEventListener("resize", () => { still = null; });
}

// Paper gets the view as it stands, in the light theme, with every row of the table.
function listenToPrinter() {
  let before = null;
  addEventListener("beforeprint", () => {
    before = { name: theme.name, rows: table.rows, open: find("table").open };
    network.setOptions({ autoResize: false });
    if (theme.name === "dark") useTheme("light");
    find("table").open = true;
    table.rows = Infinity;
    showTable();
  });
  addEventListener("afterprint", () => {
    network.setOptions({ autoResize: true });
    find("table").open = before.open;
    table.rows = before.rows;
    if (before.name === "dark") useTheme("dark");
    showTable();
  });
}

// For whoever scripts the page.
Object.assign(find("drawing"), { network, state, names: () => written.labels, shown: () => shown, lit: () => lit, svg: () => svgOf(sceneOf()) });
find("app").hidden = false;
listViews();
listen();
listenToPrinter();
useTheme(matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
arriveAt(location.hash.slice(1));

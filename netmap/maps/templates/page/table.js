// The same as a table: what the map shows, to sort and to search; a single kind has a column for each note.
const ROWS_AT_ONCE = 100;
const table = { sort: "name", down: false, rows: ROWS_AT_ONCE, text: "" };
const ordering = new Intl.Collator("en-GB", { numeric: true, sensitivity: "base" });

function tableColumns(nodes) {
  const kinds = new Set(nodes.map(node => node.kind));
  const terms = kinds.size === 1 ? [...new Set(nodes.flatMap(node => node.notes.map(([term]) => term)))].sort((a, b) => a - b) : [];
  const noted = terms.map(term => ({ id: `term${term}`, name: model.terms[term], text: node => noteOf(node, term) }));
  return [
    { id: "name", name: "Name", text: node => node.name },
    { id: "kind", name: "Kind", text: node => described(model, node) },
    ...(noted.length ? noted : [{ id: "notes", name: "Recorded", text: node => worded(model, node.notes) }]),
    { id: "ties", name: "Ties", text: node => String(standing(node).length) },
  ];
}

const noteOf = (node, term) => node.notes.find(([one]) => one === term)?.[1] ?? "";
const standing = node => model.tiesOf(node.id).filter(({ edge }) => shown.edges[edge.id]);

function tableRows() {
  const nodes = model.nodes.filter(({ id }) => shown.nodes[id]);
  const columns = tableColumns(nodes), wanted = folded(table.text.trim());
  const holds = node => columns.some(({ text }) => folded(text(node)).includes(wanted))
    || standing(node).some(({ other }) => folded(model.nodes[other].name).includes(wanted));
  const found = wanted ? nodes.filter(holds) : nodes;
  const { text } = columns.find(({ id }) => id === table.sort) ?? columns[0];
  const keyed = found.map(node => [text(node), node]);
  keyed.sort(([a], [b]) => (table.down ? -1 : 1) * ((a === "") - (b === "") || ordering.compare(a, b)));
  return { columns, rows: keyed.map(([, node]) => node), among: nodes.length };
}

function showTable() {
  if (!find("table").open) return;
  const { columns, rows, among } = tableRows();
  find("columns").replaceChildren(...columns.map(headed));
  find("rows").replaceChildren(...rows.slice(0, table.rows).map(node => rowOf(node, columns)));
  const listed = Math.min(table.rows, rows.length);
  find("table-count").textContent = `${figure(listed)} of ${counted(rows.length, "record")}`
    + (rows.length < among ? ` that match, among ${figure(among)} shown on the map` : " shown on the map");
  find("more").hidden = listed === rows.length;
}

function headed({ id, name }) {
  const on = table.sort === id, order = on ? (table.down ? "descending" : "ascending") : "none";
  const sort = () => { Object.assign(table, { sort: id, down: on && !table.down }); showTable(); find(`sort-${id}`).focus(); };
  const arrow = make("span", { "aria-hidden": "true" }, on ? (table.down ? " ▼" : " ▲") : "");
  return make("th", { scope: "col", "aria-sort": order }, make("button", { type: "button", id: `sort-${id}`, act: sort }, name, arrow));
}

function rowOf(node, columns) {
  const cells = columns.slice(1, -1).map(({ text }) => make("td", {}, text(node) || "none"));
  const go = () => { goTo(node.id); find("drawing").scrollIntoView({ block: "nearest" }); find("chosen-heading").focus(); };
  return make("tr", {},
    make("th", { scope: "row" }, make("button", { type: "button", class: "link", act: go }, node.name)), ...cells,
    make("td", {}, tieList(node)));
}

function tieList(node) {
  const ties = standing(node);
  if (!ties.length) return "none";
  return make("ul", {}, ties.map(tie => {
    const notes = worded(model, tie.edge.notes);
    return make("li", {}, ...phrased(model, tie), notes ? ` (${notes})` : "");
  }));
}

// What stands above and below the drawing for one view: its question, its paragraph and what it rests on.
function headView() {
  document.title = model.question;
  find("scope").textContent = model.title;
  find("question").textContent = model.question;
  find("summary").textContent = model.summary;
  find("drawing").setAttribute("aria-label",
    `Map of ${counted(model.nodes.length, "record")} and ${counted(model.edges.length, "tie")}. The table below holds the same.`);
  for (const button of document.querySelectorAll("#views button"))
    button.setAttribute("aria-current", String(Number(button.value) === state.view));
  find("facts").replaceChildren(...factsOf(model).map(([term, text]) => make("div", {}, make("dt", {}, term), make("dd", {}, text))));
  const notes = [["caveats", model.caveats], ["left-out", model.leftOut]];
  for (const [id, lines] of notes) {
    find(id).hidden = !lines.length;
    find(id).querySelector("ul").replaceChildren(...lines.map(line => make("li", {}, line)));
  }
  find("empty").hidden = model.nodes.length > 0;
}

function factsOf({ asOf, source, scope, counts, profile }) {
  const counting = ({ name, shown: some, total }) =>
    [name, total === null ? `${figure(some)} shown; how many there are is not known` : `${figure(some)} of ${figure(total)}`];
  return [
    ["As at", spoken(asOf)], ["Source", source], ["Scope", scope || "everything in the source"],
    ["Made for", data.profiles[profile]], ...counts.map(counting),
  ];
}

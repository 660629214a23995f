// Filters by what is recorded, "not recorded" among them, and the slider over the days on which something changes.
function listFilters() {
  const choices = ({ values }, facet) => {
    const blank = model.nodes.some(({ facets }) => facets[facet] && !facets[facet].length);
    return [["", "any"], ...values.map((name, value) => [String(value), name]), ...(blank ? [[NOT_RECORDED, "not recorded"]] : [])];
  };
  find("facets").replaceChildren(...model.facets.map((facet, number) => {
    const select = make("select", { id: `facet-${number}` }, choices(facet, number).map(([value, name]) => make("option", { value }, name)));
    select.addEventListener("change", () => setFacet(number, select.value));
    return make("div", { class: "field" }, make("label", { for: select.id }, facet.name), select);
  }));
  find("filters").hidden = !model.facets.length;
}

function setFacet(facet, value) {
  if (value === "") state.facets.delete(facet);
  else state.facets.set(facet, value);
  refresh();
  fitShown();
  say(countShown(shown));
}

function showFilters() {
  model.facets.forEach((_, number) => { find(`facet-${number}`).value = state.facets.get(number) ?? ""; });
  const some = state.facets.size;
  find("filters-heading").textContent = some ? `Filters (${figure(some)} on)` : "Filters";
}

function notches() {
  return [...new Set([...model.days, model.asOf])].sort();
}

function listTime() {
  find("time").hidden = !model.days.length;
  Object.assign(find("day"), { min: 0, max: notches().length - 1 });
}

function showTime() {
  if (!model.days.length) return;
  const days = notches();
  // A day of a link that is no notch stands at the last one before it.
  const at = days.indexOf(state.day) >= 0 ? days.indexOf(state.day) : Math.max(0, days.findLastIndex(day => day <= state.day));
  const slider = find("day");
  slider.value = at;
  slider.setAttribute("aria-valuetext", spoken(state.day));
  find("day-words").textContent = spoken(state.day);
  find("day-back").hidden = state.day === model.asOf;
  find("day-back").textContent = `Back to ${spoken(model.asOf)}`;
  find("day-note").hidden = state.day === model.asOf;
  find("day-note").textContent =
    `Seats, awards and ties are shown as at ${spoken(state.day)}. Gaps, findings and figures are those of ${spoken(model.asOf)}.`;
}

function setDay(day) {
  state.day = day;
  refresh();
  say(countShown(shown));
}

// Choosing a record or a finding, stepping back, and bringing the whole page in line with what was chosen.
function refresh() {
  applyShown(whatIsShown());
  showPanel();
  showFindings();
  showLegend();
  showFilters();
  showTime();
  showTable();
  find("shown").textContent = countShown(shown);
  find("widen").hidden = !isNarrowed();
  find("opening").hidden = !shown.opening;
  writeAddress();
}

function choose(number, { trail = number === null ? [] : [number], announce = true } = {}) {
  state.trail = trail;
  if (number === null) state.only = false;
  if (number === null && state.finding !== null) state.finding = null;
  refresh();
  if (number !== null && announce) say(`${called(model.nodes[number])}, ${described(model, model.nodes[number])}.`);
  network.unselectAll();
}

// A record that filters hide is brought back when somebody asks for it.
function goTo(number, options) {
  if (!passes(model.nodes[number])) widen();
  choose(number, options);
  bringIntoView([number]);
  writeAddress();
}

function chooseFinding(number) {
  const finding = model.findings[number], again = state.finding === number && chosen() === null;
  Object.assign(state, { trail: [], only: false, finding: again ? null : number });
  if (!again && finding.nodes.some(id => !passes(model.nodes[id]))) widen();
  if (!again && finding.nodes.some(id => !whatIsShown().nodes[id])) state.all = true;
  refresh();
  if (again) fitShown();
  else if (lit.nodes.size) fit([...lit.nodes], 1.2);
  say(again ? "All shown again." : `${counted(lit.nodes.size, "record")} of this finding lit on the map.`);
  writeAddress();
}

// Escape and the back arrow: one step at a time, from the last record to the whole map.
function stepBack() {
  if (state.trail.length > 1) return goTo(state.trail.at(-2), { trail: state.trail.slice(0, -1) });
  if (chosen() !== null) {
    Object.assign(state, { trail: [], only: false });
    refresh();
    return say(state.finding === null ? "Nothing chosen." : "Back to the finding.");
  }
  if (state.finding !== null) return chooseFinding(state.finding);
  return false;
}

// The findings beside the map: choosing one lights what it rests on and moves the map there.
function listFindings() {
  const { findings } = model;
  find("findings").hidden = !findings.length;
  find("findings-heading").textContent = `Findings (${figure(findings.length)})`;
  find("findings-list").replaceChildren(...findings.map((finding, number) =>
    make("li", {},
      make("button", { type: "button", value: number, class: `finding ${finding.severity}`, act: () => chooseFinding(number) },
        make("span", { class: "severity" }, `${data.severities[finding.severity] ?? finding.severity}: `), finding.statement),
      make("div", { class: "evidence", hidden: true }))));
}

function showFindings() {
  for (const item of find("findings-list").children) {
    const [button, evidence] = item.children, open = Number(button.value) === state.finding;
    if ((button.getAttribute("aria-expanded") === "true") !== open || !button.hasAttribute("aria-expanded")) {
      button.setAttribute("aria-expanded", String(open));
      evidence.hidden = !open;
      evidence.replaceChildren(...(open ? evidenceOf(model.findings[state.finding]) : []));
    }
  }
}

function evidenceOf({ evidence, change, actions, nodes }) {
  const records = nodes.map(number =>
    make("li", {}, make("button", { type: "button", class: "link", act: () => goTo(number) }, model.nodes[number].name)));
  return [
    records.length ? [make("h3", {}, "On the map"), make("ul", {}, records)] : [],
    evidence.length ? [make("h3", {}, "Evidence"), definitions(evidence)] : [],
    change ? [make("h3", {}, "What would change this"), make("p", {}, change)] : [],
    actions.length ? [make("h3", {}, "What could be done"), make("ul", {}, actions.map(action => make("li", {}, action)))] : [],
  ].flat(2);
}

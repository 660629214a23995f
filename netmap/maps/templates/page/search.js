// Finding a record by its name, with suggestions that arrow keys walk.
const MOST_SUGGESTIONS = 12;
let suggested = [], active = -1;

function matches(text) {
  const wanted = folded(text.trim());
  if (!wanted) return [];
  const rank = name => name === wanted ? 0 : name.startsWith(wanted) ? 1 : name.includes(` ${wanted}`) ? 2 : 3;
  return model.nodes.filter(node => (node.folded ??= folded(node.name)).includes(wanted))
    .sort((a, b) => rank(a.folded) - rank(b.folded) || a.folded.length - b.folded.length || a.folded.localeCompare(b.folded));
}

function suggest() {
  const found = matches(find("name").value);
  suggested = found.slice(0, MOST_SUGGESTIONS);
  active = -1;
  const more = found.length - suggested.length;
  find("suggestions").replaceChildren(...suggested.map((node, place) => {
    const option = make("li", { role: "option", id: `suggestion-${place}`, "aria-selected": "false" },
      make("span", { class: "name" }, node.name), make("span", { class: "quiet" }, described(model, node)));
    option.addEventListener("pointerdown", event => event.preventDefault());
    option.addEventListener("click", () => take(node));
    return option;
  }));
  showSuggestions(suggested.length > 0);
  if (find("name").value.trim())
    say(found.length ? `${counted(found.length, "name")} found${more > 0 ? `, ${figure(suggested.length)} listed` : ""}.` : "");
}

function showSuggestions(open) {
  find("suggestions").hidden = !open;
  find("name").setAttribute("aria-expanded", String(open));
  if (!open) find("name").removeAttribute("aria-activedescendant");
}

function activate(place) {
  active = (place + suggested.length) % suggested.length;
  [...find("suggestions").children].forEach((option, at) => option.setAttribute("aria-selected", String(at === active)));
  find("name").setAttribute("aria-activedescendant", `suggestion-${active}`);
  find("suggestions").children[active].scrollIntoView({ block: "nearest" });
}

function take(node) {
  find("name").value = node.name;
  showSuggestions(false);
  goTo(node.id);
}

function takeTyped() {
  const text = find("name").value, found = active >= 0 ? suggested[active] : matches(text)[0];
  if (found) return take(found);
  showSuggestions(false);
  return say(text.trim() ? `Nothing on this map is called “${text.trim()}”.` : "Write a name to find.");
}

function searchKeys(event) {
  const steps = { ArrowDown: 1, ArrowUp: -1 }, by = steps[event.key];
  if (event.key === "Escape" && !find("suggestions").hidden) {
    event.stopPropagation();
    showSuggestions(false);
  } else if (by && !suggested.length) suggest();
  else if (by) {
    event.preventDefault();
    showSuggestions(true);
    activate(active < 0 && by < 0 ? suggested.length - 1 : active + by);
  }
}

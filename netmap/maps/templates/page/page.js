// What every part of the page uses: the data, finding and making elements, dates, and saying things aloud.
const INK_FACE = 'Arial, "Liberation Sans", Helvetica, sans-serif';
const find = id => document.getElementById(id);
const data = JSON.parse(find("map-data").textContent);

// Text only ever enters the page as text: children are strings or elements, never markup.
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "act") element.addEventListener("click", value);
    else if (value !== false && value != null) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter(child => child != null && child !== false));
  return element;
}

const say = text => { find("status").textContent = text; };
const figure = number => number.toLocaleString("en-GB");
const counted = (number, one, many = `${one}s`) => `${figure(number)} ${number === 1 ? one : many}`;
const folded = text => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

// What is no date is shown as it was written.
function spoken(day) {
  const date = new Date(`${day}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(date.getTime())) return day;
  return date.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
}

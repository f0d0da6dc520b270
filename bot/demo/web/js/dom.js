/** Making elements, and moving among them by the arrow keys. */

const SVG = "http://www.w3.org/2000/svg";

/** An element; `props` with a dash, `role` and `class` are attributes, others properties; null and undefined are left out. */
export function make(tag, props = {}, ...inside) {
  return filled(document.createElement(tag), props, inside);
}

/** The same for pictures, where everything but a handler is an attribute. */
export function draw(tag, props = {}, ...inside) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(props)) {
    if (name.startsWith("on")) element[name] = value;
    else if (value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...inside);
  return element;
}

function filled(element, props, inside) {
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined) continue;
    if (name.includes("-") || name === "role" || name === "class") element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...inside.flat().filter(one => one !== null && one !== undefined));
  return element;
}

const PATHS = {
  bell: "M8 2a4 4 0 0 0-4 4v3l-1.3 2.4h10.6L12 9V6a4 4 0 0 0-4-4zM6.6 12.6a1.5 1.5 0 0 0 2.8 0",
  silent: "M8 2a4 4 0 0 0-4 4v3l-1.3 2.4h10.6L12 9V6a4 4 0 0 0-4-4zM6.6 12.6a1.5 1.5 0 0 0 2.8 0M2 2l12 12",
  pin: "M8 14.5C5 10.8 3.5 8.6 3.5 6.4a4.5 4.5 0 0 1 9 0c0 2.2-1.5 4.4-4.5 8.1zM8 8a1.6 1.6 0 1 0 0-3.2A1.6 1.6 0 0 0 8 8z",
  camera: "M2 5h2.6l1.2-1.8h4.4L11.4 5H14v8H2zM8 11.2a2.4 2.4 0 1 0 0-4.8 2.4 2.4 0 0 0 0 4.8z",
  plus: "M8 3v10M3 8h10",
  send: "M2.5 13.5 14 8 2.5 2.5 4 8zM4 8h5",
  close: "M4 4l8 8M12 4l-8 8",
  beside: "M2 3h5v10H2zM9 3h5v10H9z",
  file: "M4 2h5l3 3v9H4zM9 2v3h3",
  lock: "M4 7h8v6H4zM5.5 7V5a2.5 2.5 0 0 1 5 0v2",
  mic: "M8 2a2 2 0 0 0-2 2v4a2 2 0 0 0 4 0V4a2 2 0 0 0-2-2zM4 8a4 4 0 0 0 8 0M8 12v2",
  film: "M2 4h8v8H2zM10 7l4-2v6l-4-2",
  smile: "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM5.5 9.5a3 3 0 0 0 5 0M6 6.2v.1M10 6.2v.1",
  group:
    "M6 8a2.3 2.3 0 1 0 0-4.6A2.3 2.3 0 0 0 6 8zM2 13c0-2.2 1.8-3.5 4-3.5s4 1.3 4 3.5M11 8.2a2 2 0 1 0-.8-3.8M11.5 9.8c1.5.3 2.5 1.4 2.5 3",
  channel: "M2 6.5h3l6-3v9l-6-3H2zM5 9.5l1 4h2l-1-3.2M13 6.2a2.6 2.6 0 0 1 0 3.6",
  down: "M8 3v10M4 9l4 4 4-4",
  slash: "M10 3L6 13",
  key: "M3 2h10v12H3zM6 5h1v1H6zM9 5h1v1H9zM6 8h1v1H6zM9 8h1v1H9zM7 12h2",
  tack: "M6 2h4l-.5 5L12 9H4l2.5-2zM8 9v5",
};

/** A small picture beside words, which says nothing by itself. */
export function icon(name) {
  return draw("svg", { class: "icon", viewBox: "0 0 16 16", "aria-hidden": "true" }, draw("path", { d: PATHS[name] }));
}

/** Arrow keys, Home and End move within `box` among what `selector` finds; one of them alone is a tab stop. */
export function roving(box, selector) {
  const steps = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };
  box.addEventListener("keydown", event => {
    const all = [...box.querySelectorAll(selector)];
    const now = all.indexOf(event.target.closest(selector));
    if (now < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    const to = { Home: 0, End: all.length - 1 }[event.key] ?? (now + (steps[event.key] ?? 0) + all.length) % all.length;
    if (!(event.key in steps) && !["Home", "End"].includes(event.key)) return;
    event.preventDefault();
    all.forEach((one, number) => one.setAttribute("tabindex", number === to ? 0 : -1));
    all[to].focus();
  });
}

/** Sets the one tab stop of a roving box: the wanted one, else the first. */
export function stop(box, selector, wanted = () => false) {
  const all = [...box.querySelectorAll(selector)];
  const to = all.find(wanted) ?? all[0];
  all.forEach(one => one.setAttribute("tabindex", one === to ? 0 : -1));
}

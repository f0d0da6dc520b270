/** Reports as they come: a sign on the map, a line below it; how each stands in words, and by the shape of its sign. */

import { draw, make } from "./dom.js";
import { area, needle, project } from "./geo.js";
import { language, moment, say, sayIfKnown } from "./words.js";

const SIGNS = {
  received: "M-4 0h8M0 -4v8",
  accepted: "M-4 0h8M1 -3l3 3l-3 3",
  assigned: "M-5 -3l3 3l-3 3M1 -3l3 3l-3 3",
  in_hand: "M-4 0h8M1 -3l3 3l-3 3",
  waiting: "M-2 -4v8M2 -4v8",
  deferred: "M-2 -4v8M2 -4v8",
  done: "M-4 0l3 3l5 -6",
  verified: "M-4 0l3 3l5 -6",
  unverified: "M-4 1h.5M0 1h.5M4 1h.5",
  merged: "M-4 -4l4 4l4 -4M0 0v5",
  rejected: "M-3 -3l6 6M3 -3l-6 6",
  withdrawn: "M-4 0h8",
  danger: "M0 -5v6M0 3.5v.5",
};
const OVER = ["verified", "unverified", "merged", "rejected", "withdrawn"];

const look = one => (one.danger && !OVER.includes(one.state) ? "danger" : one.state);
const kind = one => sayIfKnown(`kind.${one.kind}`);

/** A pin for each report whose place is known; the open ones above those that are over. */
export function markers(reports) {
  const shown = reports.filter(one => one.point).reverse();
  return [...shown.filter(one => OVER.includes(one.state)), ...shown.filter(one => !OVER.includes(one.state))].map(
    marker,
  );
}

function marker(one) {
  const [x, y] = project(...one.point);
  return draw(
    "g",
    { class: `report ${look(one)}` },
    draw("path", { class: "body", d: needle(x, y, 1.1) }),
    draw("path", { class: "sign", d: SIGNS[look(one)], transform: `translate(${x} ${y - 18})` }),
    draw("title", {}, `${kind(one)}, ${say(`state.${one.state}`)} (${one.code})`),
  );
}

/** The same as words. */
export function reportList(reports) {
  const open = reports.filter(one => !OVER.includes(one.state)).length;
  return make(
    "section",
    {},
    make("h2", {}, say("reports"), make("small", {}, say("reports_open", { open, all: reports.length }))),
    reports.length ? make("ol", {}, reports.map(line)) : make("p", { className: "fine" }, say("no_reports")),
  );
}

function line(one) {
  const grid = area.grids.find(unit => unit.code === one.grid);
  return make(
    "li",
    {},
    make("span", { className: `state ${look(one)}` }, badge(one), say(`state.${one.state}`)),
    make("span", { className: "what" }, one.danger ? make("b", {}, say("danger"), " · ") : null, kind(one)),
    make(
      "span",
      { className: "fine" },
      `${grid ? grid.name[language] : say("no_grid")} · ${moment(one.at)} · ${one.code}`,
    ),
    one.due ? make("span", { className: one.late ? "fine late" : "fine" }, due(one)) : null,
    passport(one),
  );
}

const due = one => say(one.late ? "late" : "due", { at: moment(one.due) });

const unfolded = new Set(); // whose progress cards are open, which stay so when something happens

/** What its progress card tells: each step and when, and the beginning of the hash by which it can be checked. */
function passport(one) {
  const card = make(
    "details",
    { open: unfolded.has(one.code) },
    make("summary", {}, say("passport", { tip: one.tip })),
    make(
      "ol",
      {},
      one.steps.map(step => make("li", {}, `${moment(step.at)} ${sayIfKnown(`step.${step.event}`)}`)),
    ),
  );
  card.ontoggle = () => (card.open ? unfolded.add(one.code) : unfolded.delete(one.code));
  return card;
}

const badge = one =>
  draw("svg", { viewBox: "-8 -8 16 16", "aria-hidden": "true" }, draw("path", { d: SIGNS[look(one)] }));

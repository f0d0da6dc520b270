/** How far the latest warning is: each grid fills as its people have it, and says so in numbers; the same as words below the map. */

import { draw, make } from "./dom.js";
import { area, border, project } from "./geo.js";
import { language, say } from "./words.js";

const EMPTY = { people: 0, sent: 0, read: 0, safe: 0, help: 0 };

const of = (warning, code) => warning?.units[code] ?? EMPTY;
const share = unit => (unit.people ? Math.min(1, unit.sent / unit.people) : 0);

/** What stands under the name of a grid: how many of its people have it, and how many need help. */
export function counts(warning, code) {
  const unit = of(warning, code);
  if (!unit.people) return [];
  const lines = [{ words: `${unit.sent}/${unit.people}`, look: "count" }];
  if (unit.help) lines.push({ words: say("map_help", { count: unit.help }), look: "count help" });
  return lines;
}

/** Each grid filled from below. */
export function fills(warning) {
  return area.grids.filter(one => share(of(warning, one.code))).map(one => fill(one, share(of(warning, one.code))));
}

function fill(grid, part) {
  const heights = grid.ring.map(([longitude, latitude]) => project(latitude, longitude)[1]);
  const top = Math.min(...heights);
  const high = Math.max(...heights) - top;
  const id = `fill-${grid.code}`;
  return draw(
    "g",
    { class: "fill" },
    draw("clipPath", { id }, draw("path", { d: border(grid) })),
    draw("rect", { x: 0, y: top + high * (1 - part), width: 400, height: high * part, "clip-path": `url(#${id})` }),
  );
}

/** In words: what it is, how many have it, what they said, each grid. */
export function warningPart(warning) {
  if (!warning) return null;
  const all = Object.values(warning.units).reduce(
    (sum, unit) => Object.fromEntries(Object.keys(EMPTY).map(name => [name, sum[name] + unit[name]])),
    EMPTY,
  );
  const others = Object.entries(warning.units).filter(([code]) => !area.grids.some(one => one.code === code));
  const rest = others.reduce((sum, [, unit]) => ({ people: sum.people + unit.people, sent: sum.sent + unit.sent }), EMPTY);
  return make(
    "section",
    { className: `warning ${warning.level}` },
    make("h2", {}, say(`warning.${warning.message}`, named(warning)), make("small", {}, warning.number)),
    make("p", { className: "what" }, say("warning_sent", all)),
    warning.message in { alert: 1, update: 1 } ? make("p", { className: "fine" }, say("warning_said", all)) : null,
    make(
      "ul",
      {},
      area.grids
        .filter(one => of(warning, one.code).people)
        .map(one => line(one.name[language], of(warning, one.code))),
      rest.people ? line(say("warning_others"), { ...EMPTY, ...rest }) : null,
    ),
  );
}

const named = warning => ({ kind: say(`warns.${warning.kind}`), level: say(`level.${warning.level}`) });

function line(name, unit) {
  return make(
    "li",
    {},
    make("span", {}, name),
    make("progress", { max: unit.people, value: unit.sent, "aria-label": name }),
    make("span", { className: "fine" }, `${unit.sent}/${unit.people}`),
    unit.help ? make("b", {}, say("map_help", { count: unit.help })) : null,
  );
}

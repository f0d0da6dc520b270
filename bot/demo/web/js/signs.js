/** What stands on the map besides reports: names of grids, people, scale and north. */

import { draw } from "./dom.js";
import { area, gridAt, metres, middle, project, unproject } from "./geo.js";
import { language, say } from "./words.js";
import { world } from "./world.js";

const SCALE_METRES = 200;
const NAME_STEPS = [-14, -28, -42, 14, 28, 42];
const LINE = 14; // from one line of a name to the next

/** A grid's name without the word for grid, an English one on two lines; below it `lines` of {words, look}. It hides no `pins`. */
export function nameOf(grid, lines, pins) {
  const [first, ...rest] = grid.name[language].replace(/ Grid$|网格$/, "").split(" ");
  const [x, y] = free(grid, (lines.length + (rest.length ? 1 : 0)) * LINE, pins);
  const below = (words, look = null) => draw("tspan", { x, dy: "1.15em", class: look }, words);
  return draw(
    "text",
    { x, y, class: "grid-name", "aria-hidden": "true" },
    draw("tspan", { x }, first),
    ...(rest.length ? [below(rest.join(" "))] : []),
    ...lines.map(one => below(one.words, one.look)),
  );
}

/** Where a name, and so much below it, hides nobody: the middle, or a little above or below it. */
function free(grid, below, pins) {
  const [x, middled] = middle(grid);
  const y = middled - below / 2;
  const taken = [...world.people.map(one => project(...one.point)), ...pins];
  const beside = (at, one) => Math.max(0, at - one - 5, one - at - below);
  const nearest = at => Math.min(60, ...taken.map(one => Math.hypot((one[0] - x) / 2, beside(at, one[1]))));
  const inside = NAME_STEPS.map(step => y + step).filter(at =>
    [-14, below + 6].every(edge => gridAt(...unproject(x, at + edge)) === grid),
  );
  return [x, [y, ...inside].reduce((best, at) => (nearest(at) > nearest(best) ? at : best))];
}

/** Where somebody is: by name where their phone is open, else a dot. */
export function somebody(one, active, open) {
  const [x, y] = project(...one.point);
  if (!open)
    return draw(
      "g",
      { class: "somebody" },
      draw("circle", { cx: x, cy: y, r: 3.5 }),
      draw("title", {}, say("is_here", { name: one.name })),
    );
  return draw(
    "g",
    { class: `somebody ${one.role}${active ? " active" : ""}` },
    draw("circle", { cx: x, cy: y, r: active ? 10 : 8 }),
    draw("text", { x, y: y + 3.5 }, [...one.name][0]),
    draw("title", {}, say("is_here", { name: one.name })),
  );
}

/** How long so many metres are, and where north is. */
export function scale() {
  const long = metres(SCALE_METRES),
    y = area.height - 12;
  return draw(
    "g",
    { class: "scale", "aria-hidden": "true" },
    draw("path", { d: `M14 ${y - 4}v4h${long.toFixed(1)}v-4` }),
    draw("text", { x: 14 + long / 2, y: y - 5 }, `${SCALE_METRES} m`),
    draw("text", { x: 386, y: 20, class: "north" }, say("north")),
    draw("path", { d: "M386 24v12m-4 -8l4 -4l4 4" }),
  );
}

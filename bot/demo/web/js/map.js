/** On the right: the grids, who is where, what was reported. A tap shares that place from the phone in the hand. */

import { draw, icon, make, roving, stop } from "./dom.js";
import { area, border, gridAt, middle, needle, project, unproject } from "./geo.js";
import { nameOf, scale, somebody } from "./signs.js";
import { markers, reportList } from "./reports.js";
import { counts, fills, warningPart } from "./warning.js";
import { language, say } from "./words.js";
import { world } from "./world.js";

/** `desk` has the phone in the hand; draw() follows it, the reports and the latest warning. */
export class AreaMap {
  constructor(box, desk) {
    this.box = box;
    this.desk = desk;
    this.reports = [];
    this.warning = null;
    this.dropped = null;
  }

  /** Everything anew. */
  build() {
    this.grids = draw(
      "g",
      { class: "grids", role: "group", "aria-label": say("grids") },
      ...area.grids.map(one => this.grid(one)),
    );
    this.signs = draw("g", {});
    this.svg = draw(
      "svg",
      { class: "area", viewBox: `0 0 400 ${area.height.toFixed(0)}`, onclick: event => this.tapped(event) },
      this.grids,
      ...area.units
        .filter(one => one.kind !== "grid")
        .map(one => draw("path", { class: `unit ${one.kind}`, d: border(one) })),
      scale(),
      this.signs,
    );
    this.said = make("p", { className: "shared", role: "status" });
    this.list = make("div", { className: "reports" });
    this.whose = make("p", { className: "hint" });
    roving(this.grids, "g.tap");
    stop(this.grids, "g.tap");
    this.box.replaceChildren(
      make("div", { className: "map-head" }, make("h2", {}, say("map_title")), this.whose),
      this.svg,
      this.said,
      this.list,
    );
    this.draw();
  }

  grid(one) {
    const [x, y] = middle(one);
    const label = say("share_in", { name: one.name[language] });
    const share = () => this.share(...unproject(x, y));
    return draw(
      "g",
      {
        class: "tap",
        role: "button",
        "aria-label": label,
        "data-code": one.code,
        onkeydown: event => {
          if (event.key === "Enter" || event.key === " ") {
            event.preventDefault();
            share();
          }
        },
      },
      draw("path", { class: `grid ${one.parent}`, d: border(one) }),
    );
  }

  /** Who is in the hand, where everybody is, what was reported. */
  draw() {
    const phone = this.desk.active;
    const who = phone && world.people.find(one => one.id === phone.who.person);
    this.whose.replaceChildren(...(who ? [icon("pin"), say("map_hint", { name: who.name })] : [say("none_open")]));
    const open = new Set(this.desk.phones.map(one => one.who.person));
    const people = world.people.map(one => somebody(one, one === who, open.has(one.id)));
    const dropped = this.dropped ? [draw("path", { class: "dropped", d: needle(...project(...this.dropped), 1) })] : [];
    const pins = this.reports.filter(one => one.point).flatMap(one => pin(...project(...one.point)));
    const names = area.grids.map(one => nameOf(one, counts(this.warning, one.code), pins));
    this.signs.replaceChildren(...fills(this.warning), ...people, ...names, ...markers(this.reports), ...dropped);
    const warned = warningPart(this.warning);
    this.list.replaceChildren(...(warned ? [warned] : []), reportList(this.reports));
  }

  tapped(event) {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(this.svg.getScreenCTM().inverse());
    this.share(...unproject(point.x, point.y));
  }

  async share(latitude, longitude) {
    const phone = this.desk.active;
    if (!phone || !(await phone.does("pin", { latitude, longitude }))) return;
    this.dropped = [latitude, longitude];
    const name = world.people.find(one => one.id === phone.who.person).name;
    const grid = gridAt(latitude, longitude);
    this.draw();
    this.said.textContent = say("shared", { name, grid: grid ? grid.name[language] : say("outside") });
  }
}

/** What a pin covers, whose tip is at a point. */
const pin = (x, y) => [
  [x, y - 4],
  [x, y - 16],
  [x, y - 28],
];

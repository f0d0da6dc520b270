/** On the left: who one can be. */

import { icon, make, roving, stop } from "./dom.js";
import { language, say } from "./words.js";
import { group, unread, world } from "./world.js";

const ROLES = ["resident", "rider", "staff", "officer", "team"];
const SIGNS = 40; // of what was said last

/** The list; draw() changes only the lines that are not as they were: a line that is being clicked must stay. */
export class People {
  /** `desk` has opens(who, beside) and has(who). */
  constructor(box, desk) {
    this.box = box;
    this.desk = desk;
    this.lines = new Map();
    roving(box, "button.who");
  }

  /** Who there is, and what is new with them. */
  draw() {
    const says = JSON.stringify([language, world.people, world.groups.map(one => one.id)]);
    if (this.says !== says) this.build(says);
    for (const [id, { who, line }] of this.lines) this.refresh(id, who, line);
    stop(
      this.box,
      "button.who",
      one =>
        one === document.activeElement || (!this.box.contains(document.activeElement) && one.ariaCurrent === "true"),
    );
  }

  build(says) {
    this.says = says;
    this.lines.clear();
    const parts = ROLES.map(role => [
      `list.${role}`,
      world.people.filter(one => one.role === role).map(one => ({ person: one.id, group: 0 })),
    ]);
    for (const kind of ["group", "channel"])
      parts.push([`list.${kind}`, world.groups.filter(one => one.kind === kind).map(inside)]);
    this.box.replaceChildren(
      ...parts
        .filter(([, people]) => people.length)
        .map(([title, people]) =>
          make(
            "section",
            {},
            make("h2", {}, say(title)),
            make(
              "ul",
              {},
              people.map(who => this.line(who)),
            ),
          ),
        ),
    );
  }

  line(who) {
    const line = make("li");
    this.lines.set(who.group || who.person, { who, line });
    return line;
  }

  refresh(id, who, line) {
    const shown = { ...unread(id), current: this.desk.has(who), latest: latest(id) };
    const says = JSON.stringify(shown);
    if (line.dataset.says === says) return;
    line.dataset.says = says;
    const at = [...line.children].indexOf(document.activeElement);
    line.replaceChildren(...entry(id, who, shown, this.desk));
    if (at >= 0) line.children[at].focus();
  }
}

/** Somebody in a group, and somebody who reads a channel. */
function inside({ id, kind, members }) {
  const reader = kind === "channel" && members.find(one => !one.writes);
  return { person: (reader || members[0]).id, group: id };
}

function entry(id, who, { count, rang, current, latest: said }, desk) {
  const one = world.people.find(somebody => somebody.id === id) ?? world.groups.find(some => some.id === id);
  const name = one.name ?? one.title;
  return [
    make(
      "button",
      {
        type: "button",
        className: "who",
        tabIndex: -1,
        "aria-current": String(current),
        onclick: event => desk.opens(who, event.shiftKey),
      },
      who.group ? badge(one) : face(one),
      make("span", { className: "name" }, name, make("small", {}, said)),
      count ? mark(count, rang) : null,
    ),
    make(
      "button",
      {
        type: "button",
        className: "round beside",
        "aria-label": say("beside", { name }),
        title: say("beside", { name }),
        onclick: () => desk.opens(who, true),
      },
      icon("beside"),
    ),
  ];
}

/** How much is unread, with a bell where something rang. */
export function mark(count, rang) {
  return make(
    "span",
    { className: `mark${rang ? " rang" : ""}` },
    rang ? icon("bell") : null,
    make("b", {}, String(count)),
    make("span", { className: "unseen" }, say(rang ? "unread_rang" : "unread")),
  );
}

/** What was said last, in few words. */
function latest(id) {
  const last = [...world.chats.get(id).messages.values()].at(-1);
  if (!last) return say(id < 0 ? `nothing_in.${group(id).kind}` : "not_started");
  const [first] = last.words.split("\n");
  if (last.service) return say(`service.${last.service.kind}`, { names: last.service.names.join("、") });
  if (first) return first.slice(0, SIGNS);
  return say(last.photo ? "photo" : last.location ? "carried.location" : `carried.${last.carries[0]?.kind ?? "other"}`);
}

/** Somebody's face: the first sign of the name, in a colour and a shape of their role. */
export const face = one => make("span", { className: `face ${one.role}`, "aria-hidden": "true" }, [...one.name][0]);

/** The face of a group or a channel. */
export const badge = ({ kind }) => make("span", { className: `face ${kind}` }, icon(kind));

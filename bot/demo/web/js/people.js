/** On the left: who one can be. */

import { icon, make, roving, stop } from "./dom.js";
import { say } from "./words.js";
import { unread, world } from "./world.js";

const ROLES = ["resident", "rider", "staff"];

/** Draws the list; `desk` has opens(who, beside) and has(who). */
export function drawPeople(box, desk) {
  const focused = document.activeElement?.closest?.("#people button")?.dataset.key;
  box.replaceChildren(...ROLES.map(role => part(`list.${role}`, world.people.filter(one => one.role === role).map(one => entry(one, { person: one.id, group: 0 }, desk)))),
    part("list.group", world.groups.map(one => entry(one, { person: one.members[0].id, group: one.id }, desk))));
  stop(box, "button.who", one => (focused ? one.dataset.key === focused : one.ariaCurrent === "true"));
  if (focused) box.querySelector(`[data-key="${focused}"]`)?.focus();
}

/** Once: the arrow keys. */
export const movable = box => roving(box, "button.who");

function part(title, entries) {
  return entries.length ? make("section", {}, make("h2", {}, say(title)), make("ul", {}, entries)) : "";
}

function entry(one, who, desk) {
  const id = who.group || who.person, name = one.name ?? one.title;
  const { count, rang } = unread(id);
  const mark = count ? make("span", { className: `mark${rang ? " rang" : ""}` }, rang ? icon("bell") : null, make("b", {}, String(count)), make("span", { className: "unseen" }, say(rang ? "unread_rang" : "unread"))) : null;
  const button = make("button", { type: "button", className: "who", onclick: event => desk.opens(who, event.shiftKey), "aria-current": String(desk.has(who)), "data-key": `who${id}` },
    who.group ? make("span", { className: "face group" }, icon("group")) : face(one),
    make("span", { className: "name" }, name, make("small", {}, latest(id))), mark);
  const beside = make("button", { type: "button", className: "round beside", tabIndex: 0, "data-key": `beside${id}`, "aria-label": say("beside", { name }), title: say("beside", { name }), onclick: () => desk.opens(who, true) }, icon("beside"));
  return make("li", {}, button, beside);
}

/** What was said last, in few words. */
function latest(id) {
  const last = [...world.chats.get(id).messages.values()].at(-1);
  if (!last) return say(id < 0 ? "nothing_in_group" : "not_started");
  return last.words.split("\n")[0] || say(last.photo ? "photo" : last.location ? "carried.location" : "carried.other");
}

/** Somebody's face: the first sign of the name, in a colour of their role. */
export const face = one => make("span", { className: `face ${one.role}`, "aria-hidden": "true" }, [...one.name][0]);

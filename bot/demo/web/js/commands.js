/** The bot's commands, offered as soon as a message begins with a slash. */

import { make, roving } from "./dom.js";
import { say } from "./words.js";
import { person, world } from "./world.js";

/** A list over the line in which one writes; `send` sends what was chosen. */
export function commandList(phone, words, send) {
  const list = make("div", {
    className: "more-list commands",
    role: "group",
    "aria-label": say("commands"),
    hidden: true,
  });
  const choose = command => {
    words.value = `/${command}`;
    list.hidden = true;
    words.focus();
    send();
  };
  const draw = () => {
    const found = matching(phone, words.value);
    list.hidden = !found.length;
    list.replaceChildren(...found.map(one => line(one, () => choose(one.command))));
  };
  const leave = event => {
    if (event.key === "Escape") list.hidden = true;
    if (event.key === "Escape" && list.contains(event.target)) words.focus();
    if (event.key === "ArrowDown" && event.target === words && !list.hidden) list.firstElementChild.focus();
  };
  words.addEventListener("input", draw);
  words.addEventListener("keydown", leave);
  list.addEventListener("keydown", leave);
  roving(list, "button");
  return list;
}

/** Of the menu in the person's language, or the one for every other. */
function matching(phone, text) {
  if (!/^\/\w*$/.test(text)) return [];
  const [language] = person(phone.who.person).language.split("-");
  const menu = world.commands[language] ?? world.commands[""] ?? [];
  return menu.filter(one => `/${one.command}`.startsWith(text));
}

function line({ command, description }, onclick) {
  return make("button", { type: "button", onclick }, make("b", {}, `/${command}`), make("span", {}, description));
}

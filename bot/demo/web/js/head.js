/** Whose phone it is. */

import { icon, make } from "./dom.js";
import { badge, face } from "./people.js";
import { say } from "./words.js";
import { group } from "./world.js";

/** The strip above a chat: of a group with who of its members one is, and whether the bot is in. */
export function head(phone, me) {
  const close = make(
    "button",
    {
      type: "button",
      className: "round",
      "aria-label": say("close_phone", { name: me.name }),
      onclick: () => phone.desk.closes(phone),
    },
    icon("close"),
  );
  if (!phone.who.group)
    return make(
      "header",
      {},
      face(me),
      make("div", {}, make("h2", {}, me.name), make("p", {}, say(`role.${me.role}`))),
      close,
    );
  const chat = group(phone.who.group);
  const { title, kind, has_bot, members } = chat;
  const chosen = make(
    "select",
    {
      "aria-label": say(kind === "channel" ? "read_as" : "speak_as"),
      onchange: () => phone.desk.opens({ person: Number(chosen.value), group: phone.who.group }),
    },
    members.map(one =>
      make("option", { value: one.id, selected: one.id === phone.who.person }, say("as", { name: one.name })),
    ),
  );
  const says = has_bot ? "remove_bot" : "add_bot";
  const bot = make(
    "button",
    { type: "button", className: "quiet small", onclick: () => phone.does(says) },
    say(`door.${kind}.${says}`),
  );
  return make(
    "header",
    {},
    badge(chat),
    make("div", {}, make("h2", {}, title), chosen),
    phone.writes() ? bot : null,
    close,
  );
}

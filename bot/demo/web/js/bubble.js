/** One message, or an album, as a phone shows it. */

import { carried, photo, place } from "./carried.js";
import { icon, make } from "./dom.js";
import { rich } from "./rich.js";
import { clock, say } from "./words.js";

const LINKED = /^\/start \S+$/; // what a link carries, Telegram does not show

/** The messages of one album belong together, every other one stands alone. */
export function clusters(messages) {
  const found = [];
  for (const one of messages) {
    const last = found.at(-1);
    if (one.album && last?.[0].album === one.album) last.push(one);
    else found.push([one]);
  }
  return found;
}

/** A bubble with its buttons; `phone` has `who`, `mine(message)`, `does(action, given)` and `opens(payload)`. */
export function bubble(cluster, phone) {
  const [first] = cluster;
  if (first.service)
    return make(
      "p",
      { className: "service" },
      say(`service.${first.service.kind}`, { names: first.service.names.join("、") }),
    );
  const mine = phone.mine(first);
  const box = make(
    "div",
    { className: `bubble ${mine ? "mine" : "theirs"}` },
    make("span", { className: "unseen" }, mine ? say("said_me") : say("said", { name: first.name ?? say("bot") })),
    ...about(first, mine, phone),
    ...content(cluster, phone),
    notes(cluster.at(-1), mine, phone),
  );
  return make(
    "div",
    { className: `message ${mine ? "mine" : "theirs"}` },
    box,
    scan(first, phone),
    keys(cluster.at(-1), phone),
  );
}

function about(one, mine, phone) {
  return [
    phone.who.group && !mine ? make("span", { className: "author" }, one.name ?? say("bot")) : null,
    one.forwarded ? make("span", { className: "quote" }, say("forwarded", { name: one.forwarded })) : null,
    one.answers ? make("span", { className: "quote" }, one.answers.slice(0, 60)) : null,
  ];
}

function content(cluster, phone) {
  const seen = cluster.filter(one => one.photo || one.carries.some(part => part.kind === "video"));
  const pictures = seen.map(one => (one.photo ? photo(one.photo, seen.length === 1) : carried(one.carries[0])));
  const [worded] = [...cluster.filter(one => one.words), cluster[0]];
  return [
    pictures.length ? make("span", { className: `pictures of-${Math.min(pictures.length, 4)}` }, pictures) : null,
    ...cluster.filter(one => one.location).map(one => place(one.location)),
    ...cluster.filter(one => !seen.includes(one)).flatMap(one => one.carries.map(carried)),
    worded.words
      ? make(
          "span",
          { className: "words" },
          rich(worded.words.replace(LINKED, "/start"), worded.entities, command =>
            phone.does("text", { text: command }),
          ),
        )
      : null,
  ];
}

/** When; whether it was edited, pinned, protected; whether the phone made a sound. */
function notes(one, mine, phone) {
  const bell = mine || one.from !== "bot" ? null : one.rang ? note("bell", "rang") : note("silent", "silent");
  return make(
    "span",
    { className: "notes" },
    make("time", { dateTime: one.at }, clock(one.at)),
    one.edited ? make("span", {}, say("edited")) : null,
    one.pinned ? note("tack", "pinned") : null,
    one.protected ? note("lock", "protected") : null,
    bell,
  );
}

const note = (picture, words) => make("span", { className: `note ${words}` }, icon(picture), say(words));

/** What somebody does with their authenticator, and not in the chat. */
function scan(one, phone) {
  if (!one.scannable || phone.who.group) return null;
  return make(
    "button",
    { type: "button", className: "scan", onclick: () => phone.does("scan", { message_id: one.id }) },
    icon("key"),
    say("scan"),
  );
}

function keys(one, phone) {
  if (!one.buttons.length) return null;
  return make(
    "div",
    { className: "keys" },
    one.buttons.map(row =>
      make(
        "div",
        {},
        row.map(key => button(one, key, phone)),
      ),
    ),
  );
}

function button(one, key, phone) {
  if (key.start !== null) return make("button", { type: "button", onclick: () => phone.opens(key.start) }, key.text);
  if (key.url) return make("a", { className: "key", href: key.url, target: "_blank", rel: "noreferrer" }, key.text);
  return make(
    "button",
    { type: "button", onclick: () => phone.does("tap", { message_id: one.id, data: key.callback_data }) },
    key.text,
  );
}

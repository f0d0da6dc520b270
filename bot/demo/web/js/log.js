/** What was said in a chat, kept up without drawing anew what has not changed, so that focus and place are not lost. */

import { bubble, clusters } from "./bubble.js";
import { make } from "./dom.js";
import { day, language, say } from "./words.js";
import { group } from "./world.js";

const NEAR = 120;

/** draw() it; `element` scrolls. */
export class Log {
  constructor(phone, label) {
    this.phone = phone;
    this.shown = new Map();
    this.element = make("div", { className: "log", tabIndex: 0, role: "region", "aria-label": label });
    this.stays = true;
    this.element.addEventListener("scroll", () => {
      this.stays = this.atEnd();
    });
    new ResizeObserver(() => this.stays && this.toEnd()).observe(this.element); // other keys below, an authenticator above
  }

  /** Brings what is shown up to what there is, and stays at the end if that is where one was. */
  draw(messages) {
    const atEnd = this.atEnd();
    const wanted = rows([...messages], this.phone);
    for (const [key, { node }] of this.shown) if (!wanted.has(key)) this.remove(key, node);
    let before = null;
    for (const [key, row] of wanted) before = this.put(key, row, before);
    if (atEnd) this.toEnd();
  }

  /** Whether the latest is to be seen, or nearly. */
  atEnd() {
    return this.element.scrollHeight - this.element.scrollTop - this.element.clientHeight < NEAR;
  }

  /** Shows the latest. */
  toEnd() {
    this.stays = true;
    this.element.scrollTop = this.element.scrollHeight;
  }

  put(key, row, before) {
    const old = this.shown.get(key);
    if (old?.says === row.says) return old.node;
    const node = row.make();
    const focused = old?.node.contains(document.activeElement);
    if (old) old.node.replaceWith(node);
    else if (before) before.after(node);
    else this.element.prepend(node);
    for (const image of node.querySelectorAll("img"))
      image.addEventListener("error", () => image.closest(".photo").classList.add("lost"));
    if (focused) (node.querySelector("button, a.key") ?? this.element).focus({ preventScroll: true });
    this.shown.set(key, { node, says: row.says });
    return node;
  }

  remove(key, node) {
    if (node.contains(document.activeElement)) this.element.focus();
    node.remove();
    this.shown.delete(key);
  }
}

/** Days and bubbles in order, by a key; `says` changes when one has to be drawn anew. */
function rows(messages, phone) {
  const found = new Map();
  let today = null;
  for (const cluster of clusters(messages)) {
    const date = day(cluster[0].at);
    if (date !== today) found.set(`day ${date}`, { says: date, make: () => make("p", { className: "day" }, date) });
    today = date;
    found.set(cluster[0].id, { says: JSON.stringify([cluster, language]), make: () => bubble(cluster, phone) });
  }
  if (!found.size) found.set("nothing", { says: language, make: () => nothing(phone) });
  return found;
}

function nothing(phone) {
  if (phone.who.group) return make("p", { className: "service" }, say(`nothing_in.${group(phone.who.group).kind}`));
  return make(
    "div",
    { className: "beginning" },
    make("p", {}, say("nothing")),
    make("button", { type: "button", className: "strong", onclick: () => phone.opens("") }, say("start")),
  );
}

/** One open phone: whose it is, the chat, the keys below, and what is written. */

import { act } from "./api.js";
import { authenticator } from "./authenticator.js";
import { composer } from "./composer.js";
import { icon, make } from "./dom.js";
import { head } from "./head.js";
import { Log } from "./log.js";
import { say } from "./words.js";
import { chatOf, group, person, see } from "./world.js";

const TOAST_MS = 5000;

/** `who` is {person, group}; `desk` has opens(who), closes(phone) and chooses(phone). */
export class Phone {
  constructor(who, desk) {
    this.who = who;
    this.desk = desk;
    this.element = make("section", {
      className: "phone",
      onfocusin: () => desk.chooses(this),
      onpointerdown: () => desk.chooses(this),
    });
    this.build();
  }

  /** Everything anew: at first, and in another language. */
  build() {
    const me = person(this.who.person);
    this.element.ariaLabel = this.who.group
      ? say(`phone_in.${group(this.who.group).kind}`, { name: me.name, title: group(this.who.group).title })
      : say("phone_of", { name: me.name });
    this.log = new Log(this, say("chat_of", { name: this.who.group ? group(this.who.group).title : me.name }));
    this.log.element.lang = this.who.group || me.language !== "en" ? "zh-CN" : "en";
    this.keyboard = make("div", {
      className: "keyboard",
      role: "group",
      "aria-label": say("keyboard"),
      lang: this.log.element.lang,
    });
    this.toasts = make("p", { className: "toast", role: "status" });
    this.news = make("p", { className: "unseen", "aria-live": "polite" });
    const latest = make(
      "button",
      { type: "button", className: "round jump", hidden: true, "aria-label": say("latest") },
      icon("down"),
    );
    latest.onclick = () => this.log.toEnd();
    this.log.element.onscroll = () => {
      latest.hidden = this.log.atEnd();
    };
    this.element.replaceChildren(
      head(this, me),
      ...(this.who.group ? [] : [authenticator(this)]),
      make("div", { className: "chat" }, this.log.element, latest),
      this.toasts,
      this.keyboard,
      this.writes() ? composer(this) : make("p", { className: "only-read" }, say("only_read")),
      this.news,
    );
    this.draw();
    this.log.toEnd();
  }

  /** What there is now. */
  draw() {
    const chat = chatOf(this.who);
    this.log.draw(chat.messages.values());
    const keys = chat.keyboard.map(row =>
      make(
        "div",
        {},
        row.map(key =>
          make("button", { type: "button", onclick: () => this.does("press", { label: key.text }) }, key.text),
        ),
      ),
    );
    const says = JSON.stringify(chat.keyboard);
    if (this.keys !== says || !this.keyboard.childElementCount) this.keyboard.replaceChildren(...keys);
    this.keys = says;
    this.keyboard.hidden = !keys.length;
  }

  /** Reads a new message out, to who listens. */
  announce(message) {
    if (message && !this.mine(message) && this.seen())
      this.news.textContent = say("announced", { name: message.name ?? say("bot"), words: message.words });
  }

  /** Marks the chat as read, where one can see it. */
  seen() {
    const seen = this.element.checkVisibility() && document.visibilityState === "visible";
    if (seen) see(this.who.group || this.who.person);
    return seen;
  }

  /** The short words over the chat that answer a tap. */
  toast(words) {
    clearTimeout(this.fading);
    this.toasts.textContent = words;
    this.fading = setTimeout(() => {
      this.toasts.textContent = "";
    }, TOAST_MS);
  }

  /** Whether one may write here: in a channel, whoever runs it. */
  writes() {
    return !this.who.group || group(this.who.group).members.find(one => one.id === this.who.person)?.writes;
  }

  mine(message) {
    return message.by === this.who.person;
  }

  does(action, given) {
    this.log.toEnd();
    return act(this.who, action, given);
  }

  /** A link to the bot: the private chat, and START pressed. */
  async opens(payload) {
    const alone = { person: this.who.person, group: 0 };
    await act(alone, "start", { payload });
    this.desk.opens(alone, Boolean(this.who.group));
  }
}

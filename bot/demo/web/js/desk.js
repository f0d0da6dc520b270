/** Which phones are open side by side, and which of them is in the hand. */

import { make } from "./dom.js";
import { Phone } from "./phone.js";
import { say } from "./words.js";
import { group, person } from "./world.js";

const NARROWEST = 330;

/** `changed` is called when phones were opened, closed or chosen. */
export class Desk {
  constructor(box, changed) {
    this.box = box;
    this.changed = changed;
    this.phones = [];
    this.active = null;
  }

  has(who) {
    return this.phones.some(one => same(one.who, who));
  }

  /** Opens somebody's phone in the place of the one in the hand, or beside it, where there is room. */
  opens(who, beside = false) {
    const open = this.phones.find(one => same(one.who, who) && one.who.person === who.person);
    const phone = open ?? new Phone(who, this);
    if (!open) this.place(phone, beside);
    this.chooses(phone);
    phone.log.toEnd();
    this.changed(true);
    if (document.activeElement !== document.body && !matchMedia("(pointer: coarse)").matches)
      (phone.element.querySelector("textarea") ?? phone.log.element).focus();
  }

  place(phone, beside) {
    const same_chat = this.phones.findIndex(one => same(one.who, phone.who));
    const room = this.phones.length < Math.max(1, Math.floor(this.box.clientWidth / NARROWEST));
    const at = same_chat >= 0 ? same_chat : this.phones.indexOf(this.active);
    if (!this.phones.length || (beside && room && same_chat < 0)) this.phones.push(phone);
    else if (beside && same_chat < 0) this.phones.splice((at + 1) % this.phones.length, 1, phone);
    else this.phones.splice(Math.max(0, at), 1, phone);
    this.show();
  }

  closes(phone) {
    this.phones = this.phones.filter(one => one !== phone);
    if (this.active === phone) this.active = null;
    if (this.phones.length) this.chooses(this.phones.at(-1));
    this.show();
    this.changed(false);
  }

  /** Takes a phone into the hand. */
  chooses(phone) {
    if (this.active === phone) return;
    this.active = phone;
    for (const one of this.phones) one.element.classList.toggle("active", one === phone);
    this.changed(false);
  }

  /** Where there is no room for all, only as many as there is, with the one in the hand among them. */
  fits() {
    const room = Math.max(1, Math.floor(this.box.clientWidth / NARROWEST));
    while (this.box.clientWidth && this.phones.length > room)
      this.phones.splice(this.phones[0] === this.active ? 1 : 0, 1);
    this.show();
  }

  show() {
    const elements = this.phones.map(one => one.element);
    if (!elements.length) elements.push(make("p", { className: "none-open" }, say("none_open")));
    if (elements.length !== this.box.childElementCount || elements.some((one, n) => one !== this.box.children[n])) {
      this.box.replaceChildren(...elements);
      for (const one of this.phones) one.log.toEnd();
    }
  }

  /** Everything anew: in another language, or after the people and groups are others. */
  build() {
    this.phones = this.phones.filter(one => person(one.who.person) && (!one.who.group || group(one.who.group)));
    for (const one of this.phones) one.build();
    this.show();
  }

  /** The open phones in a chat. */
  in(chat) {
    return this.phones.filter(one => (one.who.group || one.who.person) === chat);
  }
}

/** Two phones in the same chat: of a group one is open, whoever speaks. */
const same = (one, other) => (one.group || one.person) === (other.group || other.person);

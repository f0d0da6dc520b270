/** The authenticator app beside somebody's chat, once it has scanned a code: six digits, and for how long they stand. */

import { get } from "./api.js";
import { icon, make } from "./dom.js";
import { say } from "./words.js";
import { world } from "./world.js";

const TICK_MS = 250;

/** Of the owner of a phone; it is not there before something was scanned, and ends with the phone. */
export function authenticator(phone) {
  const who = phone.who.person;
  const digits = make("b", {});
  const left = make("span", { className: "fine" });
  const types = make(
    "button",
    { type: "button", className: "quiet small", onclick: () => phone.does("text", { text: digits.textContent }) },
    say("type_code"),
  );
  const box = make(
    "div",
    { className: "authenticator", role: "group", "aria-label": say("authenticator"), hidden: true },
    icon("key"),
    make("span", {}, say("authenticator")),
    digits,
    left,
    types,
  );
  let ends = 0;
  const look = async () => {
    ends = Infinity;
    const shown = await get(`demo/people/${who}/code`);
    if (!shown) return;
    digits.textContent = `${shown.code.slice(0, 3)} ${shown.code.slice(3)}`;
    ends = performance.now() + shown.seconds * 1000;
    box.hidden = false;
  };
  const timer = setInterval(() => {
    if (!box.isConnected) return clearInterval(timer);
    if (box.hidden && !world.scanned.has(who)) return;
    if (performance.now() >= ends) look();
    else if (ends < Infinity) left.textContent = say("code_left", { seconds: Math.ceil((ends - performance.now()) / 1000) });
  }, TICK_MS);
  return box;
}

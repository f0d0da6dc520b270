/** On a narrow screen: people, chat or map, one at a time. */

import { make } from "./dom.js";
import { say } from "./words.js";

const VIEWS = ["people", "chat", "map"];
const words = { people: "view.people", chat: "view.chat", map: "view.map" };

/** The three buttons. */
export function tabs(box) {
  box.replaceChildren(...VIEWS.map(one => make("button", { type: "button", "data-to": one, "aria-current": String(document.body.dataset.view === one), onclick: () => show(one) }, say(words[one]))));
}

/** Goes there. */
export function show(view) {
  document.body.dataset.view = view;
  for (const one of document.querySelectorAll("#tabs button")) one.ariaCurrent = String(one.dataset.to === view);
}

/** On a narrow screen: people, chat or map, one at a time. */

import { make } from "./dom.js";
import { mark } from "./people.js";
import { say } from "./words.js";
import { unread, world } from "./world.js";

const VIEWS = { people: "view.people", chat: "view.chat", map: "view.map" };

/** The three buttons. */
export function tabs(box) {
  box.replaceChildren(
    ...Object.entries(VIEWS).map(([view, words]) =>
      make(
        "button",
        {
          type: "button",
          "data-to": view,
          "aria-current": String(document.body.dataset.view === view),
          onclick: () => show(view),
        },
        say(words),
        make("span"),
      ),
    ),
  );
}

/** How much is unread: in the open chats, and in those of everybody else. */
export function marks(box, desk) {
  const sums = { people: { count: 0, rang: false }, chat: { count: 0, rang: false }, map: { count: 0, rang: false } };
  for (const id of world.chats.keys()) {
    const sum = sums[desk.in(id).length ? "chat" : "people"],
      { count, rang } = unread(id);
    sum.count += count;
    sum.rang ||= rang;
  }
  for (const button of box.children) {
    const { count, rang } = sums[button.dataset.to];
    button.lastElementChild.replaceChildren(...(count ? [mark(count, rang)] : []));
  }
}

/** Goes there. */
export function show(view) {
  document.body.dataset.view = view;
  for (const one of document.querySelectorAll("#tabs button")) one.ariaCurrent = String(one.dataset.to === view);
  dispatchEvent(new Event("viewed"));
}

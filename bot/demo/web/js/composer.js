/** The line in which one writes, and what can be sent besides words. */

import { commandList } from "./commands.js";
import { icon, make, roving } from "./dom.js";
import { choosePhotos } from "./photos.js";
import { say } from "./words.js";

const MORE = [
  ["voice", "mic"],
  ["video", "film"],
  ["document", "file"],
  ["sticker", "smile"],
  ["command", "slash"],
];
const SAMPLE_FILE = "manhole";

/** The form of a phone. Enter sends, Shift+Enter begins a line. */
export function composer(phone) {
  const words = make("textarea", {
    rows: 1,
    autocomplete: "off",
    placeholder: say("write"),
    "aria-label": say("write"),
  });
  const send = () => {
    const text = words.value.trim();
    if (text) phone.does("text", { text });
    words.value = "";
    words.style.height = "";
    words.dispatchEvent(new Event("input"));
  };
  words.onkeydown = event => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  };
  words.oninput = () => {
    words.style.height = "";
    words.style.height = `${Math.min(words.scrollHeight, 120)}px`;
  };
  return make(
    "form",
    {
      className: "composer",
      onsubmit: event => {
        event.preventDefault();
        send();
      },
    },
    round("camera", "photos", () => choosePhotos(phone.who)),
    round("pin", "place_here", () => phone.does("place")),
    more(phone, words),
    words,
    commandList(phone, words, send),
    make("button", { type: "submit", className: "round strong", "aria-label": say("send") }, icon("send")),
  );
}

const round = (picture, label, onclick) =>
  make(
    "button",
    { type: "button", className: "round", "aria-label": say(label), title: say(label), onclick },
    icon(picture),
  );

/** Writes the first sign for somebody. */
function begin(words, sign) {
  words.value = sign;
  words.focus();
  words.dispatchEvent(new Event("input"));
}

/** A button that opens a list of further kinds; Esc closes it. */
function more(phone, words) {
  const list = make(
    "div",
    { className: "more-list", hidden: true },
    MORE.map(([kind, picture]) =>
      make(
        "button",
        {
          type: "button",
          onclick: () => {
            open(false);
            if (kind === "command") begin(words, "/");
            else phone.does(kind, { sample: SAMPLE_FILE });
          },
        },
        icon(picture),
        say(`send.${kind}`),
      ),
    ),
  );
  const button = round("plus", "more", () => open(list.hidden));
  const box = make("div", { className: "more" }, button, list);
  const open = wanted => {
    list.hidden = !wanted;
    button.ariaExpanded = String(wanted);
    if (wanted) list.firstElementChild.focus();
    else if (box.contains(document.activeElement)) button.focus();
  };
  button.ariaExpanded = "false";
  box.onkeydown = event => {
    if (event.key === "Escape") open(false);
  };
  box.onfocusout = event => {
    if (event.relatedTarget && !box.contains(event.relatedTarget)) open(false);
  };
  roving(list, "button");
  return box;
}

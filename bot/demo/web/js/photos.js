/** The picker of photos: drawn samples, one or several at once, or a picture of one's own. */

import { act, upload } from "./api.js";
import { make, roving, stop } from "./dom.js";
import { say } from "./words.js";
import { person } from "./world.js";

const SAMPLES = ["fire_lane", "charging", "manhole", "gas", "tree", "underpass", "wires", "clutter", "railing"];
const MOST = 10;

/** Opens it for somebody's phone; Esc closes it and sends nothing. */
export function choosePhotos(who) {
  const chosen = new Set();
  const send = make("button", { type: "button", className: "strong", disabled: true }, say("choose_photo"));
  const grid = make(
    "div",
    { className: "samples", role: "group", "aria-label": say("samples") },
    SAMPLES.map(name => sample(name, chosen, send)),
  );
  const file = make("input", { type: "file", accept: "image/*", hidden: true });
  const own = make("button", { type: "button", className: "quiet", onclick: () => file.click() }, say("own_photo"));
  const leave = make("button", { type: "button", className: "quiet" }, say("cancel"));
  const dialog = make(
    "dialog",
    { className: "photos", "aria-labelledby": "photos-title" },
    make("h2", { id: "photos-title" }, say("photos_of", { name: person(who.person).name })),
    make("p", { className: "fine" }, say("photos_hint")),
    grid,
    make("div", { className: "foot" }, own, file, leave, send),
  );
  file.onchange = () => {
    if (file.files[0]) upload(who, file.files[0]);
    dialog.close();
  };
  leave.onclick = () => dialog.close();
  send.onclick = () => {
    act(who, "photos", { samples: [...chosen] });
    dialog.close();
  };
  dialog.onclose = () => dialog.remove();
  dialog.onclick = event => {
    if (event.target === dialog) dialog.close();
  };
  roving(grid, "button");
  stop(grid, "button");
  document.body.append(dialog);
  dialog.showModal();
  grid.firstElementChild.focus();
}

function sample(name, chosen, send) {
  const button = make(
    "button",
    { type: "button", "aria-pressed": "false" },
    make("img", { src: `photos/${name}.jpg`, alt: say(`photo.${name}`), width: 320, height: 240 }),
  );
  button.onclick = () => {
    if (!chosen.delete(name) && chosen.size < MOST) chosen.add(name);
    button.ariaPressed = String(chosen.has(name));
    send.disabled = !chosen.size;
    send.textContent = say(chosen.size > 1 ? "send_album" : chosen.size ? "send_photo" : "choose_photo", {
      count: chosen.size,
    });
  };
  return button;
}

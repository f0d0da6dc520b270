/** The bot's process: how it is, and the button that kills it. */

import { kill } from "./api.js";
import { make } from "./dom.js";
import { say } from "./words.js";
import { news, world } from "./world.js";

let cut = null; // since the kill: {said} messages that people sent
let after = null; // {seconds, said} of the last time it was away

/** Keeps state and button up to date. */
export function watchBot(state, button) {
  const draw = () => {
    const known = world.process ?? "none";
    state.replaceChildren(make("span", { className: `lamp ${known}` }), words(known));
    button.textContent = say("kill");
    button.title = say("kill_hint");
    button.disabled = known !== "ready";
    button.hidden = known === "none";
  };
  button.onclick = () => {
    button.disabled = true;
    kill();
  };
  news.addEventListener("process", ({ detail }) => {
    follow(detail);
    draw();
  });
  news.addEventListener("chat", ({ detail }) => {
    if (cut && detail.kind === "person") cut.said += 1;
  });
  news.addEventListener("loaded", draw);
  return draw;
}

function follow(told) {
  if (told.state === "killed") cut = { said: 0 };
  if (told.state === "ready" && cut) [after, cut] = [{ seconds: told.seconds, said: cut.said }, null];
}

function words(known) {
  if (known !== "ready" || !after) return say(`bot.${known}`);
  return say(after.said ? "bot.back_with" : "bot.back", after);
}

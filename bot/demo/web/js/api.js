/** What the page asks of the demo. A refusal becomes an event, which the phone shows. */

export const refusals = new EventTarget();

/** Does something with a person's phone, in private or in a group. */
export function act(who, action, given = {}) {
  return post(path(who, action), JSON.stringify(given), "application/json", who);
}

/** Sends a picture of one's own. */
export function upload(who, file) {
  return post(path(who, "upload"), file, file.type || "image/jpeg", who);
}

/** kill -9, and a new start; comes back when the bot is ready. */
export const kill = () => post("demo/bot/kill", "{}", "application/json", null);

/** What there is to see. */
export const get = async what => (await fetch(what)).json();

const path = (who, action) => `demo/people/${who.person}/${action}${who.group ? `?group=${who.group}` : ""}`;

async function post(where, body, type, who) {
  const answer = await fetch(where, { method: "POST", headers: { "content-type": type }, body });
  if (!answer.ok) refusals.dispatchEvent(new CustomEvent("refused", { detail: { who, status: answer.status } }));
  return answer.ok;
}

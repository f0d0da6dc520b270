/** The made-up community as the small Telegram knows it, kept up by its stream; `news` tells the rest of the page. */

import { get } from "./api.js";

export const news = new EventTarget();
export const world = { people: [], groups: [], chats: new Map(), commands: {}, process: null, scanned: new Set() };

const read = JSON.parse(sessionStorage.getItem("read") ?? "{}");
let stream = null;

/** Looks at everything, and follows from there. */
export async function load() {
  stream?.close();
  const all = await get("demo/everything");
  world.people = all.people;
  world.groups = all.groups;
  world.process = all.process;
  world.commands = all.commands;
  world.scanned = new Set(all.scanned);
  world.chats = new Map(Object.entries(all.chats).map(([id, chat]) => [Number(id), kept(chat)]));
  tell("loaded");
  listen(all.at);
}

const kept = chat => ({ keyboard: chat.keyboard, messages: new Map(chat.messages.map(one => [one.id, one])) });
const tell = (kind, detail = {}) => news.dispatchEvent(new CustomEvent(kind, { detail }));

function listen(after) {
  stream = new EventSource(`demo/events?after=${after}`);
  stream.onopen = () => tell("line", { up: true });
  stream.onerror = () => tell("line", { up: false });
  stream.onmessage = event => take(JSON.parse(event.data));
  stream.addEventListener("anew", load);
}

function take(event) {
  if (event.kind === "process") {
    world.process = event.state;
    return tell("process", event);
  }
  if (event.kind === "crowd") return tell("crowd");
  if (event.kind === "scanned") return world.scanned.add(event.chat);
  if (event.kind === "toast") return tell("toast", event);
  if (!world.chats.has(event.chat)) return load();
  if (event.kind === "bot" || event.kind === "left") {
    world.groups.find(one => one.id === event.chat).has_bot = ["member", "administrator"].includes(event.status);
    return tell("members", event);
  }
  const chat = world.chats.get(event.chat);
  if (event.message) chat.messages.set(event.message_id, event.message);
  else chat.messages.delete(event.message_id);
  chat.keyboard = event.keyboard;
  return tell("chat", event);
}

export const person = id => world.people.find(one => one.id === id);
export const group = id => world.groups.find(one => one.id === id);

/** The chat that a person sees on an open phone. */
export const chatOf = who => world.chats.get(who.group || who.person);

/** What came from others and was not looked at: how many, and whether one of them rang. */
export function unread(id) {
  const fresh = [...world.chats.get(id).messages.values()].filter(
    one => one.id > (read[id] ?? 0) && (one.from === "bot" || id < 0),
  );
  return { count: fresh.length, rang: fresh.some(one => one.rang) };
}

/** Everything in the chat has been looked at. */
export function see(id) {
  const latest = Math.max(0, ...world.chats.get(id).messages.keys());
  if (latest <= (read[id] ?? 0)) return;
  read[id] = latest;
  sessionStorage.setItem("read", JSON.stringify(read));
  tell("read", { chat: id });
}

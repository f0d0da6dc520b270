/** Words with what Telegram calls entities: bold, links, commands. Offsets count UTF-16 units, as strings here do. */

import { make } from "./dom.js";

const TAGS = {
  bold: "b",
  italic: "i",
  underline: "u",
  strikethrough: "s",
  code: "code",
  pre: "pre",
  blockquote: "blockquote",
  spoiler: "span",
};
const COMMAND = /(?<![\p{L}\p{N}_/<>])\/[A-Za-z0-9_]{1,64}(?![\p{L}\p{N}_/<>@])/gu; // as Telegram finds them

/** Nodes of a message's words; `run` is what a tap on a command does. */
export function rich(words, entities, run) {
  return span(
    words,
    0,
    words.length,
    entities.filter(one => one.type !== "bot_command"),
    run,
  );
}

function span(words, start, end, entities, run) {
  const nodes = [];
  let at = start;
  for (const one of outermost(entities, start, end)) {
    nodes.push(...plain(words.slice(at, one.offset), run));
    const inner = entities.filter(other => other !== one);
    nodes.push(dressed(one, span(words, one.offset, one.offset + one.length, inner, run)));
    at = one.offset + one.length;
  }
  return [...nodes, ...plain(words.slice(at, end), run)];
}

/** Those within, none inside of another, in order. */
function outermost(entities, start, end) {
  const within = entities.filter(one => one.offset >= start && one.offset + one.length <= end);
  within.sort((one, other) => one.offset - other.offset || other.length - one.length);
  let free = start;
  return within.filter(one => one.offset >= free && ((free = one.offset + one.length), true));
}

function dressed(entity, inside) {
  if (entity.type === "text_link")
    return make("a", { href: safe(entity.url), target: "_blank", rel: "noreferrer" }, inside);
  return make(TAGS[entity.type] ?? "span", {}, inside);
}

const safe = url => (/^(https?|tel|geo|tg):/.test(url) ? url : "about:blank");

function plain(words, run) {
  const nodes = [];
  let at = 0;
  for (const found of words.matchAll(COMMAND)) {
    const [command] = found;
    nodes.push(
      words.slice(at, found.index),
      make("button", { type: "button", className: "command", onclick: () => run(command) }, command),
    );
    at = found.index + command.length;
  }
  nodes.push(words.slice(at));
  return nodes.filter(one => one !== "");
}

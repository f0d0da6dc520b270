/** Puts the page together. */

import { get, refusals } from "./api.js";
import { watchBot } from "./bot.js";
import { Desk } from "./desk.js";
import { loadArea } from "./geo.js";
import { AreaMap } from "./map.js";
import { People } from "./people.js";
import { marks, show, tabs } from "./views.js";
import { changes, language, loadWords, other, say, use } from "./words.js";
import { load, news, world } from "./world.js";

const AT_FIRST = [
  { role: "resident", beside: false },
  { role: "staff", beside: true },
];
const REPORTS_MS = 150;
const REFUSED = { 413: "refused_size", 415: "refused_kind" };
const WIDE = 900;

const $ = id => document.getElementById(id);
const desk = new Desk($("phones"), chosen => {
  people();
  map.draw();
  if (chosen) show("chat");
  seen();
});
const map = new AreaMap($("map"), desk);
const drawBot = watchBot($("engine"), $("kill"));
let asking = 0;

const list = new People($("people"), desk);
const people = () => {
  list.draw();
  marks($("tabs"), desk);
};
const seen = () => desk.phones.forEach(one => one.seen());

/** What was reported, and how far the latest warning is, a moment after something happened: once for all that happens together. */
function reports() {
  clearTimeout(asking);
  asking = setTimeout(async () => {
    [map.reports, map.warning] = await Promise.all([get("demo/reports"), get("demo/warning")]);
    map.draw();
  }, REPORTS_MS);
}

/** At first a resident and, where there is room, staff: who speak the language of the page. */
function first() {
  for (const { role, beside } of AT_FIRST) {
    const able = world.people.filter(somebody => somebody.role === role);
    const one = able.find(somebody => somebody.language.startsWith(language)) ?? able[0];
    if (one && (!desk.phones.length || innerWidth >= WIDE)) desk.opens({ person: one.id, group: 0 }, beside);
  }
  desk.chooses(desk.phones[0]);
}

function everything() {
  if (desk.phones.length) desk.build();
  else first();
  people();
  map.draw();
  reports();
  seen();
}

function said(event) {
  for (const phone of desk.in(event.chat)) {
    phone.draw();
    if (event.kind === "sent" || event.kind === "person") phone.announce(event.message);
  }
  seen();
  people();
  if (event.kind !== "person") reports();
}

function inOtherWords() {
  $("language").textContent = say("other_language");
  $("language").lang = other();
  tabs($("tabs"));
  map.build();
  drawBot();
  if (world.people.length) everything();
}

news.addEventListener("loaded", everything);
news.addEventListener("chat", ({ detail }) => said(detail));
news.addEventListener("members", ({ detail }) => {
  desk.in(detail.chat).forEach(one => one.build());
  people();
});
news.addEventListener("read", people);
news.addEventListener("crowd", reports);
news.addEventListener("toast", ({ detail }) => {
  if (detail.text) desk.phones.filter(one => one.who.person === detail.chat).forEach(one => one.toast(detail.text));
});
news.addEventListener("line", ({ detail }) => {
  $("line").hidden = detail.up;
  $("line").textContent = detail.up ? "" : say("no_line");
});
refusals.addEventListener("refused", ({ detail }) =>
  (detail.who ? desk.active : null)?.toast(say(REFUSED[detail.status] ?? "refused")),
);
changes.addEventListener("language", inOtherWords);
document.addEventListener("visibilitychange", seen);
addEventListener("resize", () => desk.fits());
addEventListener("viewed", () => {
  seen();
  desk.phones.forEach(one => one.log.toEnd());
});
$("language").onclick = () => use(other());
$("map-toggle").onclick = () => {
  document.body.classList.toggle("without-map");
  toggled();
};
const toggled = () => {
  $("map-toggle").ariaExpanded = String($("map").checkVisibility());
  desk.fits();
};

await loadArea();
await loadWords();
if (innerWidth < 1200) document.body.classList.add("without-map");
toggled();
await load();

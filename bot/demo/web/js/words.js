/** The page's own words, a table per language; what the bot says is the bot's. */

const LANGUAGES = ["zh", "en"];
const TAGS = { zh: "zh-CN", en: "en" };
const ZONE = "Asia/Shanghai";

const tables = {};
export const changes = new EventTarget();
export let language = "zh";

/** Loads both tables, and takes the language of the browser or the one that was chosen. */
export async function loadWords() {
  await Promise.all(
    LANGUAGES.map(async one => {
      tables[one] = await (await fetch(`words/${one}.json`)).json();
    }),
  );
  use(sessionStorage.getItem("language") ?? (navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en"));
}

/** From now on this language. */
export function use(wanted) {
  language = LANGUAGES.includes(wanted) ? wanted : "zh";
  sessionStorage.setItem("language", language);
  document.documentElement.lang = TAGS[language];
  document.title = say("title");
  for (const element of document.querySelectorAll("[data-say]")) element.textContent = say(element.dataset.say);
  for (const element of document.querySelectorAll("[data-say-label]"))
    element.ariaLabel = say(element.dataset.sayLabel);
  changes.dispatchEvent(new Event("language"));
}

/** The other of the two. */
export const other = () => LANGUAGES.find(one => one !== language);

/** The words of a key, with {name} filled in. */
export function say(key, given = {}) {
  const words = tables[language][key];
  if (words === undefined) throw new Error(`no words for ${key}`);
  return words.replace(/\{(\w+)\}/g, (_, name) => given[name]);
}

/** The words of a key that may be unknown to this page, else the key itself. */
export const sayIfKnown = key => tables[language][key] ?? key.split(".").pop();

/** The time of day in the community. */
export const clock = at =>
  new Date(at).toLocaleTimeString(TAGS[language], {
    timeZone: ZONE,
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });

/** The same, with its date where that is another one than today's. */
export const moment = at => {
  const date = of => new Date(of).toLocaleDateString(TAGS[language], { timeZone: ZONE, month: "numeric", day: "numeric" });
  return date(at) === date(Date.now()) ? clock(at) : `${date(at)} ${clock(at)}`;
};

/** The day in the community. */
export const day = at =>
  new Date(at).toLocaleDateString(TAGS[language], { timeZone: ZONE, month: "long", day: "numeric", weekday: "long" });

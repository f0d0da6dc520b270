/** What a message carries besides words: photos, places, voices, films, files. */

import { draw, icon, make } from "./dom.js";
import { gridAt, outline } from "./geo.js";
import { language, say, sayIfKnown } from "./words.js";

const BARS = 28;

/** One photo. What is on it the page knows only of its own samples. */
export function photo(file, large) {
  return make(
    "a",
    { className: "photo", href: `demo/files/${file}`, target: "_blank" },
    make("img", {
      src: `demo/files/${file}`,
      alt: say("photo"),
      loading: large ? "eager" : "lazy",
      width: 320,
      height: 240,
    }),
  );
}

/** A place, as a small map with a pin. */
export function place([latitude, longitude]) {
  const grid = gridAt(latitude, longitude);
  const name = grid ? grid.name[language] : say("outside");
  return make(
    "span",
    { className: "place" },
    outline([latitude, longitude], say("place_in", { name })),
    make("span", { className: "place-name" }, icon("pin"), name),
    make("span", { className: "fine" }, `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`),
  );
}

/** Anything else, by its kind. */
export function carried(one) {
  switch (one.kind) {
    case "location":
      return null;
    case "voice":
      return voice(one);
    case "video":
    case "video_note":
    case "animation":
      return film(one);
    case "document":
      return paper(one);
    default:
      return make(
        "span",
        { className: "carried" },
        [sayIfKnown(`carried.${one.kind}`), one.title ?? one.question ?? one.first_name ?? one.emoji ?? one.value]
          .filter(Boolean)
          .join(" · "),
      );
  }
}

const seconds = one => `0:${String(one.duration ?? 0).padStart(2, "0")}`;

/** A voice as a player shows it; the demo's voices have no sound. */
function voice(one) {
  const bars = Array.from({ length: BARS }, (_, n) =>
    draw("rect", { x: n * 5, width: 3, rx: 1.5, ...bar(one.file, n) }),
  );
  return make(
    "span",
    { className: "voice", role: "img", "aria-label": `${say("carried.voice")} ${seconds(one)}` },
    draw(
      "svg",
      { class: "play", viewBox: "0 0 36 36" },
      draw("circle", { cx: 18, cy: 18, r: 18 }),
      draw("path", { d: "M14 11l12 7-12 7z" }),
    ),
    draw("svg", { class: "wave", viewBox: `0 0 ${BARS * 5} 28` }, ...bars),
    make("span", { className: "fine" }, seconds(one)),
  );
}

/** A height for each bar: always the same one for the same file. */
function bar(file, n) {
  const seed = [...String(file)].reduce((sum, sign) => (sum * 31 + sign.codePointAt(0)) % 9973, 7);
  const height = 5 + Math.abs(Math.sin(seed + n * 1.7) * Math.cos(n * 0.45 + seed)) * 22;
  return { y: 14 - height / 2, height };
}

function film(one) {
  const words = `${sayIfKnown(`carried.${one.kind}`)} ${seconds(one)}`;
  return make(
    "span",
    { className: "film", role: "img", "aria-label": words },
    draw(
      "svg",
      { class: "play", viewBox: "0 0 36 36" },
      draw("circle", { cx: 18, cy: 18, r: 18 }),
      draw("path", { d: "M14 11l12 7-12 7z" }),
    ),
    make("span", { className: "length" }, icon("film"), words),
  );
}

function paper(one) {
  const size = one.file_size ? `${Math.ceil(one.file_size / 1024)} KB` : "";
  return make(
    "a",
    { className: "paper", href: `demo/files/${one.file}`, download: one.file_name ?? "" },
    icon("file"),
    make(
      "span",
      {},
      make("b", {}, one.file_name ?? say("carried.document")),
      make("span", { className: "fine" }, size),
    ),
  );
}

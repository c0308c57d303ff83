// Writes ../built/explorer.js and ../built/LICENCES.txt from the sources here: npm ci && npm run build
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";

const here = (path) => new URL(path, import.meta.url);
const read = (path) => readFileSync(here(path), "utf8");

// What the built file is made of: a test computes the same and finds it in the first line.
const sources = ["build.mjs", "package-lock.json", ...readdirSync(here("src")).sort().map((name) => `src/${name}`)];
const hash = createHash("sha256");
for (const name of sources) hash.update(`${name}\n${read(name)}`);

const { version, license } = JSON.parse(read("node_modules/cytoscape/package.json"));
const built = await build({
  entryPoints: [here("src/main.js").pathname],
  write: false,
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  charset: "ascii",
  supported: { "template-literal": false }, // so that a tab can only stand in a string
  legalComments: "none",
  banner: { js: `/* built from sources ${hash.digest("hex")}; contains Cytoscape.js ${version}, ${license}: see LICENCES.txt */` },
});
// Nothing that hides may stand in a page of ours, so a tab is written as what it is.
writeFileSync(here("../built/explorer.js"), built.outputFiles[0].text.replaceAll("\t", "\\t"));
writeFileSync(
  here("../built/LICENCES.txt"),
  `Cytoscape.js ${version} (${license}), https://js.cytoscape.org\n\n${read("node_modules/cytoscape/LICENSE").trim()}\n`,
);

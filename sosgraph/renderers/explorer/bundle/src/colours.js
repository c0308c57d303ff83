// Colours by day and by night: Okabe and Ito's hues and ColorBrewer's scales, which people who are blind to some colours can tell
// apart. Colour never says anything alone: a sign, a line or a word says it too.

const DAY = {
  ink: "#1b2430", quiet: "#55616e", paper: "#ffffff", box: "#ffffff", border: "#8793a0", edge: "#7b8794", frame: "#d3dae2",
  floor: "#f5f7fa", chosen: "#0072b2", cycle: "#cb3b00", shared: "#a0427f", start: "#0072b2", fallback: "#00805d", hub: "#ffffff",
};
const NIGHT = {
  ink: "#e8ecf1", quiet: "#a9b4c0", paper: "#12161b", box: "#232b34", border: "#7b8794", edge: "#7b8794", frame: "#3a4551",
  floor: "#191f26", chosen: "#56b4e9", cycle: "#ff8a5c", shared: "#e38bc2", start: "#56b4e9", fallback: "#4fc9a4", hub: "#12161b",
};

/** What a box looks like in each state of a what-if: fill, words, border, line, and the sign before its name. */
const DAY_STATES = {
  off: ["#14191f", "#ffffff", "#14191f", "solid", "✕"],
  falls: ["#8a2a00", "#ffffff", "#5c1c00", "solid", "▼"],
  part: ["#f7e3ef", "#1b2430", "#86305f", "dashed", "◔"],
  degraded: ["#ffefc4", "#1b2430", "#9a6a00", "dashed", "◐"],
  saved: ["#e2f4ee", "#1b2430", "#00805d", "double", "✓"],
};
const NIGHT_STATES = {
  off: ["#000000", "#ffffff", "#e8ecf1", "solid", "✕"],
  falls: ["#7a2600", "#ffffff", "#ff9a73", "solid", "▼"],
  part: ["#4a2440", "#f7e3ef", "#eba6cf", "dashed", "◔"],
  degraded: ["#4d3a08", "#ffefc4", "#f0c063", "dashed", "◐"],
  saved: ["#0d3b30", "#dff5ee", "#6fd6b3", "double", "✓"],
};
export const STATE_WORDS = {
  off: "switched off", falls: "falls", part: "fails in part", degraded: "degraded", saved: "saved by redundancy", untouched: "untouched",
};

const MUCH = ["#e4eef8", "#b3d0ea", "#78a9d4", "#3a78b0", "#123a6b"]; // one hue, from little to much
const MUCH_BY_NIGHT = ["#1b2a3d", "#234b73", "#2f73ad", "#56a3dd", "#b5dcfa"]; // the same on black: much is bright
const GOOD = ["#b35806", "#f4b25e", "#fee5c4", "#dcdcee", "#a99fd0"]; // ColorBrewer's PuOr, from bad to good
const ink = (fill) => (["#3a78b0", "#123a6b", "#b35806", "#1b2a3d", "#234b73", "#2f73ad"].includes(fill) ? "#ffffff" : "#1b2430");
const look = (prefix, fills, line = "#8793a0") => (words, at) => ({ name: `${prefix}${at}`, fill: fills[at], text: ink(fills[at]), line: at ? line : "#8793a0", sign: "", words });

const nines = ({ unavailability }) => (unavailability <= 0 ? 5 : Math.max(1, Math.min(5, Math.floor(-Math.log10(unavailability) + 1e-9))));
const NINES = ["below 99 %", "99 % and more", "99.9 % and more", "99.99 % and more", "99.999 % and more"];
const WIDTHS = [[1, "1 falls with it"], [4, "2 to 4"], [19, "5 to 19"], [99, "20 to 99"], [Infinity, "100 and more"]];

const VERDICTS = {
  kept: ["#e2f4ee", "#1b2430", "#00805d", "✓", "promise kept"],
  "within reach": ["#e2f4ee", "#1b2430", "#00805d", "✓", "promise within reach"],
  undecided: ["#ffefc4", "#1b2430", "#9a6a00", "?", "undecided"],
  "out of reach": ["#fbd9cc", "#1b2430", "#a33000", "✗", "promise out of reach"],
  contradicted: ["#fbd9cc", "#1b2430", "#a33000", "✗", "contradicted by its callees"],
};

/** How boxes may be coloured: each gives a class of a component (empty: none), and for each class what it looks like. */
export const SCALES = {
  promise: {
    title: "by promise",
    of: ({ verdict }) => verdict ?? "",
    looks: Object.entries(VERDICTS).map(([name, [fill, text, line, sign, words]]) => ({ name, fill, text, line, sign, words })),
  },
  availability: {
    title: "by composite availability",
    of: (component) => (component.unavailability === undefined ? "" : `nines${nines(component) - 1}`),
    looks: NINES.map(look("nines", GOOD)),
  },
  blast: {
    title: "by blast radius",
    of: ({ falls = 0 }) => (falls ? `blast${WIDTHS.findIndex(([most]) => falls <= most)}` : ""),
    get looks() {
      const fills = darkMode.matches ? MUCH_BY_NIGHT : MUCH;
      return WIDTHS.map(([, words]) => words).map(look("blast", fills, fills[4]));
    },
  },
  none: { title: "none", of: () => "", looks: [] },
};

export const darkMode = matchMedia("(prefers-color-scheme: dark)");
export const colours = () => (darkMode.matches ? NIGHT : DAY);
export const stateLooks = () => (darkMode.matches ? NIGHT_STATES : DAY_STATES);

// The page: one state, everybody who shows it, and the orders that change it.

import { createComponentsTable } from "./components-table.js";
import { byId, element, plural } from "./dom.js";
import { listenToKeys } from "./keys.js";
import { readModel } from "./model.js";
import { createPanel } from "./panel.js";
import { createPicture } from "./picture.js";
import { createSearch } from "./search.js";
import { createStore } from "./store.js";
import { createToolbar, initialScale } from "./toolbar.js";
import { MOST_DRAWN, drawnBoxes, initiallyUnfolded, surroundings, wholeView } from "./views.js";
import { createWhatIfPanel } from "./what-if-panel.js";
import { createQuestion } from "./what-if.js";

const model = readModel(JSON.parse(byId("content").textContent));
const ask = createQuestion(model.whatIf);
const unfolded = initiallyUnfolded(model);
const worst = model.components.reduce((best, each) => ((each.falls ?? 0) > (best?.falls ?? -1) ? each : best), null);
const crowded = model.inside.length === 1 && !unfolded.size; // one system that is too large to be drawn whole

const store = createStore({
  chosen: null, off: new Set(), answer: null, unfolded, refused: "",
  surrounded: crowded && worst ? worst.index : null, scale: initialScale(model),
});

const choose = (chosen) => store.change({ chosen });
const setOff = (off) => {
  performance.mark("asked");
  store.change({ off, answer: off.size ? ask(off) : null });
  performance.measure("answered", "asked");
};
const toggle = (part) => {
  const off = new Set(store.state.off);
  if (!off.delete(part)) off.add(part);
  setOff(off);
};
const surround = (index) => {
  if (index === null || (crowded && store.state.surrounded === index)) return;
  store.change({ surrounded: store.state.surrounded === index && !crowded ? null : index, chosen: index, refused: "" });
};
const unfold = (next) => {
  const boxes = drawnBoxes(model, next);
  const refused = boxes > MOST_DRAWN ? `${plural(boxes, "box", "boxes")} are too many for one picture: find a component and show its surroundings` : "";
  store.change(refused ? { refused } : { unfolded: next, refused: "", surrounded: null });
};
const fold = (system) => {
  const next = new Set(store.state.unfolded);
  if (!next.delete(system)) next.add(system);
  unfold(next);
};

/** Return the words on a folded system. */
function summary(system, answer) {
  const inside = model.inside[system].filter((box) => box < model.count);
  const hit = answer ? inside.filter((box) => answer.state[box] === 1 || answer.state[box] === 2).length : 0;
  const broken = inside.filter((box) => ["out of reach", "contradicted"].includes(model.components[box].verdict)).length;
  const more = answer ? `${hit ? "▼ " : ""}${hit.toLocaleString("en")} down` : broken ? `✗ ${plural(broken, "promise")} out of reach` : "click to unfold";
  return `${model.systems[system] ?? ""}\n${plural(inside.length, "component")}\n${more}`;
}

const picture = createPicture(model, { choose, fold, summary });
const table = createComponentsTable(model, choose);
const panel = createPanel(model, { choose, toggle, surround, ask });
const effects = createWhatIfPanel(model, { choose, toggle, clear: () => setOff(new Set()) });
const search = createSearch(model, (index) => {
  choose(index);
  panel.focus();
});
const toolbar = createToolbar(model, {
  scale: store.state.scale, colour: (scale) => store.change({ scale }), fit: picture.fit, zoom: picture.zoom,
  unfold: () => unfold(new Set(model.inside.keys())), fold: () => unfold(new Set()), whole: () => !crowded && store.change({ surrounded: null }),
});

let view = null;
function show(state, before) {
  const redrawn = !before || state.unfolded !== before.unfolded || state.surrounded !== before.surrounded;
  if (redrawn) {
    view = state.surrounded === null ? wholeView(model, state.unfolded) : surroundings(model, state.surrounded);
    picture.draw(view);
  }
  const answered = !before || state.answer !== before.answer;
  const chosen = !before || state.chosen !== before.chosen;
  if (answered) effects.show(state.off, state.answer);
  if (chosen) panel.show(state);
  else if (answered) panel.press(state);
  if (chosen || answered) table.show(state);
  toolbar.show({ ...state, view });
  if (redrawn || answered || chosen || state.scale !== before.scale) picture.mark(state);
  if (chosen && state.chosen !== null && !redrawn) picture.show(state.chosen);
  if (answered && state.answer) picture.frame(state.answer);
}

byId("reading").append(element("ul", {}, ...[
  "An arrow leads from who needs to whom it needs: callers left, callees right. Solid: cannot do without. Dashed: degraded without. Green and dashed: a fallback. Dotted: needed to start only. Pale with a ring: runs on.",
  "► users arrive here, ▲ a hidden shared dependency, ● on a cycle, ≡ replicas. A small circle: so many of its arrows are enough.",
  "Percentages are composite availabilities: the steady-state mean of the declared graph, own parts failing independently. ≤: rests on parts without a number, taken as 100 %.",
  "What if: an outage is taken to outlast every tolerance. Who falls has no redundancy or fallback left; who fails in part fails those requests that ask for what is down.",
].map((text) => element("li", { text }))));

store.listen(show);
show(store.state, null);
toolbar.relit(() => show(store.state, null));
listenToKeys({
  picture, choose, find: search.focus, clear: () => setOff(new Set()),
  toggle: () => store.state.chosen !== null && toggle(store.state.chosen),
  surround: () => (store.state.surrounded !== null && !crowded ? store.change({ surrounded: null }) : surround(store.state.chosen)),
});
document.documentElement.dataset.ready = "true";

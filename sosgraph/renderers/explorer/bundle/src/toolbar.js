// The buttons above the picture, what is drawn in words, and what its colours mean.

import { SCALES, STATE_WORDS, colours, darkMode, stateLooks } from "./colours.js";
import { byId, element, plural } from "./dom.js";

/** Return how boxes are coloured at first: by what is known of them. */
export function initialScale(model) {
  if (model.components.some((each) => each.verdict)) return "promise";
  return model.components.some((each) => each.unavailability !== undefined) ? "availability" : "blast";
}

export function createToolbar(model, { scale, colour, unfold, fold, fit, zoom, whole }) {
  const select = byId("colour");
  select.append(...Object.entries(SCALES).map(([name, { title }]) => element("option", { value: name, text: title })));
  select.value = scale;
  select.addEventListener("change", () => colour(select.value));
  const button = (text, label, onclick) => element("button", { type: "button", text, "aria-label": label, title: label, onclick });
  const back = element("button", { type: "button", text: "Show the whole again (s)", onclick: whole });
  const several = model.inside.length > 1;
  byId("tools").append(back, ...(several ? [button("Unfold all", "unfold all systems", unfold), button("Fold all", "fold all systems", fold)] : []),
    button("+", "zoom in", () => zoom(1.4)), button("−", "zoom out", () => zoom(1 / 1.4)), button("Fit", "show all", fit));

  function legend(answer, chosen) {
    const sample = (fill, text, line, sign, words) => {
      const box = element("i", { "aria-hidden": "true", text: sign });
      Object.assign(box.style, { background: fill, color: text, borderColor: line });
      return element("span", {}, box, words);
    };
    const looks = answer
      ? Object.entries(stateLooks()).map(([name, [fill, text, line, , sign]]) => sample(fill, text, line, sign, STATE_WORDS[name]))
      : SCALES[chosen].looks.filter(({ name }) => model.components.some((each) => SCALES[chosen].of(each) === name)).map(({ fill, text, line, sign, words }) => sample(fill, text, line, sign, words));
    const { cycle, shared } = colours();
    const lines = [["cycle", cycle, "● on a cycle"], ["shared", shared, "▲ hidden shared dependency"]].filter(([mark]) => !answer && model.edges.some((edge) => edge[mark]));
    byId("legend").replaceChildren(...looks, ...lines.map(([, line, words]) => {
      const stroke = element("i", { class: "line", "aria-hidden": "true" });
      stroke.style.background = line;
      return element("span", {}, stroke, words);
    }));
  }

  return {
    show({ view, surrounded, answer, scale: chosen, refused }) {
      const boxes = view.nodes.filter(({ kind }) => kind === "box" || kind === "dot").length;
      const folded = view.nodes.filter(({ kind }) => kind === "folded").length;
      const left = surrounded !== null ? `the surroundings of ${model.components[surrounded].name}: callers left, callees right` : "";
      byId("drawn").textContent = [
        refused,
        left,
        `${boxes.toLocaleString("en")} of ${plural(model.count, "component")} drawn`,
        folded && `${plural(folded, "system")} folded: click to unfold`,
        view.left && `${plural(view.left, "neighbour")} left out of crowded columns`,
      ].filter(Boolean).join("; ");
      back.hidden = surrounded === null;
      legend(answer, chosen);
    },
    relit: (again) => darkMode.addEventListener("change", again),
  };
}

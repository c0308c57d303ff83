// The answer to a what-if in words: one sentence that is read out, and who falls by which chain.

import { STATE_WORDS, stateLooks } from "./colours.js";
import { byId, chooser, element, isolated, listed, plural } from "./dom.js";

const LONGEST_CHAIN = 5; // links that are named; of longer ones the first three and the last two

/** Return the sentence that an SRE would say. */
export function sentence(model, answer) {
  const total = model.components.length - answer.off.length;
  const { falls, part, degraded, lost, reached } = answer;
  const count = (list, word) => (list.length ? `${list.length.toLocaleString("en")} ${word}` : "");
  const hit = [count(falls, falls.length === 1 ? "falls" : "fall"), count(part, part.length === 1 ? "fails in part" : "fail in part"), count(degraded, degraded.length === 1 ? "is degraded" : "are degraded")].filter(Boolean);
  const whole = total - falls.length - part.length - degraded.length;
  const spared = reached - falls.length - part.length;
  const journeys = lost.length ? `; lost: ${lost.slice(0, 3).map((each) => each.name).join(", ")}${lost.length > 3 ? ` and ${lost.length - 3} more` : ""}${visits(lost)}` : "";
  const saved = spared > 0 ? `; redundancy saves ${spared.toLocaleString("en")} of ${reached.toLocaleString("en")}` : "";
  return `${hit.length ? `${hit.join(", ")}, ${whole.toLocaleString("en")} of ${plural(total, "other")} stay whole` : `all ${plural(total, "other")} stay whole`}${journeys}${saved}`;
}

const visits = (lost) => {
  const share = lost.reduce((sum, each) => sum + each.share, 0);
  return share > 0 ? ` (${Number((share * 100).toPrecision(3))} % of visits)` : "";
};

export function createWhatIfPanel(model, { choose, toggle, clear }) {
  const name = (part) => (typeof part === "number" ? model.components[part].name : `${model.components[Number.parseInt(part, 10)].name}#${part.split("#")[1]}`);

  const group = (key, indices, made) =>
    indices.length ? element("section", {},
      element("h3", { class: key, text: `${stateLooks()[key][4]} ${STATE_WORDS[key]} (${indices.length.toLocaleString("en")})` }),
      listed(indices, made, { class: key === "falls" ? "chain" : "list" }, key === "falls" ? 12 : 24)) : "";

  const named = (link) => {
    const names = link.flatMap((each, at) => [at ? ", " : "", isolated(model.components[each].name)]);
    return link.length === 1 ? names : [link.length === 2 ? "both of (" : "every one of (", ...names, ")"];
  };

  const told = (path) => {
    const left = path.length - LONGEST_CHAIN;
    return left > 1 ? [...path.slice(0, 3).map(named), [`${left} more`], ...path.slice(3 - LONGEST_CHAIN).map(named)] : path.map(named);
  };

  const chain = (answer) => (index) => {
    const path = answer.chain(index).slice(1);
    return element("span", {}, chooser(model.components[index], choose),
      path.length ? element("span", { class: "quiet" }, " because of ", ...told(path).flatMap((each, at) => [at ? " ← " : "", ...each])) : "");
  };

  return {
    show(off, answer) {
      byId("off").replaceChildren(...(off.size ? [element("div", { class: "chips" },
        ...[...off].map((part) => element("button", { type: "button", "aria-label": `switch ${name(part)} on again`, onclick: () => toggle(part) }, isolated(name(part)), " ✕")),
        element("button", { type: "button", text: "all on again (c)", onclick: clear }))] : []));
      if (!answer) {
        byId("answer").textContent = "";
        byId("effects").replaceChildren(element("p", { class: "quiet", text: "Choose a component and switch it off: the page says what falls with it, what is degraded and what survives. Several can be off at once." }));
        return;
      }
      byId("answer").textContent = `${[...off].slice(0, 3).map(name).join(" and ")}${off.size > 3 ? ` and ${off.size - 3} more` : ""} down: ${sentence(model, answer)}.`;
      const plain = (index) => chooser(model.components[index], choose);
      byId("effects").replaceChildren(...[
        group("falls", answer.falls, chain(answer)),
        group("part", answer.part, plain),
        group("degraded", answer.degraded, plain),
        group("saved", answer.saved, plain),
      ].filter(Boolean));
    },
  };
}

// What is known of the chosen component, or of the whole while none is chosen.

import { SCALES } from "./colours.js";
import { byId, chooser, element, isolated, listed, plural } from "./dom.js";
import { answerTable } from "./tables.js";
import { sentence } from "./what-if-panel.js";

const [ON, OFF] = ["Switch on again (w)", "Switch off: what if? (w)"];
const part = (button) => (button.dataset.part.includes("#") ? button.dataset.part : Number(button.dataset.part));

export function createPanel(model, { choose, toggle, surround, ask }) {
  const panel = byId("panel");

  function whole() {
    return [
      element("h2", { id: "panel-title", text: "The whole" }),
      ...model.overview.flatMap((table, index) => answer(table, index === 0)),
      ...(model.assumptions.length ? [element("h3", { text: "Assumed" }), element("ul", {}, ...model.assumptions.map((text) => element("li", {}, isolated(text))))] : []),
    ];
  }

  const answer = (table, first = false) => [
    first ? "" : element("h3", {}, isolated(table.title)),
    table.lead ? element("p", { class: "lead" }, isolated(table.lead)) : "",
    table.rows.length ? answerTable(table) : "",
    table.more ? element("p", { class: "quiet", text: `${plural(table.more, "row")} more, not in this page` }) : "",
    table.notes.length ? element("ul", { class: "quiet" }, ...table.notes.map((note) => element("li", {}, isolated(note)))) : "",
  ];

  function facts(each) {
    const verdict = SCALES.promise.looks.find(({ name }) => name === each.verdict);
    const rows = [
      ["promise", verdict && element("span", { class: `verdict ${["✓"].includes(verdict.sign) ? "good" : "bad"}`, text: `${verdict.sign} ${verdict.words.replace(/^promise /, "")}` })],
      ["composite", each.composite && `${each.composite}${each.how === "exact" ? "" : ` (${each.how})`}`],
      ["promised", each.promised],
      ["down in 30d", each.down && `${each.down}${each.budget ? `, budget ${each.budget} (${Math.round(each.used * 100).toLocaleString("en")} % used)` : ""}`],
      ["its own part", each.own],
      ["replicas", each.copies],
      ["falls with it", plural(each.falls ?? 0, "other")],
    ];
    return element("dl", { class: "facts" }, ...rows.filter(([, value]) => value).flatMap(([name, value]) => [element("dt", { text: name }), element("dd", {}, value)]));
  }

  function actions(each, off) {
    const down = off.has(each.index);
    const copies = model.whatIf.fails.copies.filter(([component]) => component === each.index).map(([component, copy]) => [copy, `${component}#${copy}`]);
    return element("div", { class: "actions" },
      element("button", { type: "button", id: "toggle", "data-part": each.index, "aria-pressed": String(down), text: down ? ON : OFF, onclick: () => toggle(each.index) }),
      element("button", { type: "button", text: "Surroundings (s)", onclick: () => surround(each.index) }),
      ...copies.map(([copy, part]) => element("button", { type: "button", "data-part": part, "aria-pressed": String(off.has(part)), "aria-label": `switch replica ${copy} off`, text: `#${copy} off`, onclick: () => toggle(part) })));
  }

  function neighbours(title, links, end) {
    if (!links.length) return [element("h3", { text: title }), element("p", { class: "quiet", text: "nothing" })];
    const words = (link) => [link.style === "hard" && !link.within ? "" : link.within ? "one of a group" : link.style, link.label].filter(Boolean).join(", ");
    return [element("h3", { text: `${title} (${links.length.toLocaleString("en")})` }),
      listed(links, (link) => element("span", {}, chooser(model.components[link[end]], choose), words(link) ? element("span", { class: "quiet" }, " ", isolated(words(link))) : ""))];
  }

  function source({ at }) {
    if (!at) return [element("h3", { text: "Where it is written" }), element("p", { class: "quiet", text: "nowhere: others name it" })];
    const lines = at.lines.map(([number, text], index) => [index && number > at.lines[index - 1][0] + 1 ? element("span", { class: "number", text: "…" }) : "", index && number > at.lines[index - 1][0] + 1 ? "\n" : "",
      element("span", { class: "number", text: number }), element("bdi", { text }), "\n"]).flat();
    return [
      element("h3", { text: "Where it is written" }),
      element("p", { class: "quiet" }, element("code", {}, isolated(`${at.file}:${at.line}`)), at.elsewhere.length ? ` and ${at.elsewhere.join(", ")}` : ""),
      lines.length ? element("pre", { tabindex: "0", role: "region", "aria-label": "Lines of the file" }, ...lines.filter((line) => line !== "")) : "",
      at.more ? element("p", { class: "quiet", text: `${plural(at.more, "line")} more in the file` }) : "",
    ];
  }

  const known = new Map();

  function single(each) {
    if (!known.has(each.index)) known.set(each.index, ask.alone(each.index, model.below(each.index)));
    const causes = known.get(each.index);
    return [
      element("h3", { text: `What takes it down alone${causes.length ? ` (${causes.length.toLocaleString("en")})` : ""}` }),
      causes.length ? listed(causes, (index) => chooser(model.components[index], choose), { class: "list" }, 24) : element("p", { class: "quiet", text: "nothing but itself: it survives every single failure of another" }),
    ];
  }

  function component(each, off) {
    const alone = ask(new Set([each.index]));
    const tables = model.answers.get(each.index);
    const about = [each.kind, model.systems.length > 1 && model.systems[each.system], each.owner && `owned by ${each.owner}`, each.tier !== undefined && `tier ${each.tier}`].filter(Boolean).join(" · ");
    return [
      element("h2", { id: "panel-title", tabindex: "-1" }, isolated(each.name)),
      about ? element("p", { class: "quiet" }, isolated(about)) : "",
      actions(each, off),
      facts(each),
      element("h3", { text: "If it alone is down" }),
      element("p", { class: "lead" }, isolated(`${sentence(model, alone)}.`)),
      alone.falls.length ? listed(alone.falls, (index) => chooser(model.components[index], choose), { class: "list" }, 24) : "",
      ...single(each),
      ...(tables ? tables.flatMap((table) => answer(table)) : [element("h3", { text: "Budget and cut sets" }),
        element("p", { class: "quiet" }, "not in this page; ask ", element("code", {}, isolated(`sosgraph cut-sets --component ${each.name}`)))]),
      ...neighbours("Needs", model.needs[each.index], "head"),
      ...neighbours("Needed by", model.neededBy[each.index], "tail"),
      ...source(each),
    ];
  }

  return {
    show({ chosen, off }) {
      panel.replaceChildren(...(chosen === null ? whole() : component(model.components[chosen], off)).filter((part) => part !== ""));
    },
    /** Show what is switched off by the buttons that do it; all else stays as it is. */
    press({ chosen, off }) {
      if (chosen === null) return;
      for (const button of panel.querySelectorAll("button[data-part]")) button.setAttribute("aria-pressed", String(off.has(part(button))));
      byId("toggle").textContent = off.has(chosen) ? ON : OFF;
    },
    focus() {
      byId("panel-title")?.focus({ preventScroll: true });
      byId("panel-title")?.scrollIntoView({ block: "nearest" });
    },
  };
}

// All components in a table: what the picture shows, for whoever does not see it, and to be sorted.

import { STATE_WORDS } from "./colours.js";
import { byId, chooser, element, plural } from "./dom.js";
import { heading, sorted, turned } from "./tables.js";
import { STATES } from "./what-if.js";

const AT_FIRST = 150; // rows; a browser takes long for ten thousand

export function createComponentsTable(model, choose) {
  const table = byId("table");
  let by = null;
  let limit = AT_FIRST;
  let shown = { answer: null, chosen: null };

  const word = (component) => (shown.answer ? STATES[shown.answer.state[component.index]] : "");
  const always = [
    { title: "component", value: (each) => each.name, cell: (each) => chooser(each, choose) },
    { title: "system", value: (each) => model.systems[each.system], needed: () => model.systems.length > 1 },
    { title: "kind", value: (each) => each.kind },
    { title: "owner", value: (each) => each.owner },
    { title: "composite", number: true, value: (each) => (each.unavailability === undefined ? undefined : 1 - each.unavailability), cell: (each) => each.composite },
    { title: "promised", value: (each) => each.promised },
    { title: "promise", value: (each) => each.verdict },
    { title: "of its budget", number: true, value: (each) => each.used, cell: (each) => `${Math.round(each.used * 100).toLocaleString("en")} %` },
    { title: "falls with it", number: true, value: (each) => each.falls ?? 0, cell: (each) => (each.falls ?? 0).toLocaleString("en") },
  ].filter((column) => column.title === "component" || column.needed?.() || (!column.needed && model.components.some((each) => column.value(each) !== undefined)));
  const state = { title: "what if", value: (each) => ["off", "falls", "part", "degraded", "saved", "untouched"].indexOf(word(each)),
    cell: (each) => element("span", { class: `state ${word(each)}`, text: STATE_WORDS[word(each)] }) };
  const columns = () => (shown.answer ? [always[0], state, ...always.slice(1)] : always);

  function show() {
    const all = columns();
    const order = by ?? (shown.answer ? { column: 1, descending: false } : null);
    const rows = order ? sorted(model.components, all[order.column].value, order.descending) : model.components;
    const focused = [...table.querySelectorAll("th button")].indexOf(document.activeElement);
    table.replaceChildren(
      element("caption", { class: "quiet", hidden: true, text: "Components" }),
      heading(all, order, (column) => {
        by = turned(order, column, all);
        show();
      }),
      element("tbody", {}, ...rows.slice(0, limit).map((each) => row(each, all))),
    );
    if (focused >= 0) table.querySelectorAll("th button")[focused]?.focus();
    byId("rows").textContent = rows.length > limit ? `${limit.toLocaleString("en")} of ${plural(rows.length, "component")} shown` : plural(rows.length, "component");
    byId("more").replaceChildren(...(rows.length > limit ? [element("button", { type: "button", text: `show all ${rows.length.toLocaleString("en")}`, onclick: () => { limit = Infinity; show(); } })] : []));
  }

  const row = (each, all) =>
    element("tr", { "data-component": each.index, "aria-current": each.index === shown.chosen ? "true" : null },
      ...all.map((column, index) => {
        const known = column.value(each) !== undefined;
        const inside = known ? (column.cell ?? column.value)(each) : "—";
        return element(index ? "td" : "th", { scope: index ? null : "row", class: column.number ? "number" : null }, typeof inside === "object" ? inside : element("bdi", { text: inside }));
      }));

  return {
    show(next) {
      const same = next.answer === shown.answer;
      if (Boolean(next.answer) !== Boolean(shown.answer)) by = null;
      const before = shown.chosen;
      shown = next;
      if (!same || !table.tBodies.length) return show();
      table.querySelector(`tr[data-component="${before}"]`)?.removeAttribute("aria-current");
      table.querySelector(`tr[data-component="${next.chosen}"]`)?.setAttribute("aria-current", "true");
    },
  };
}

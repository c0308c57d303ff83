// Tables that sort: a button in each heading, the direction said to screen readers, equal rows in the order they had.

import { element } from "./dom.js";

const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/** Return the rows by one column, its unknown values last whichever way; `value` returns a number, a text or undefined. */
export function sorted(rows, value, descending) {
  const unknown = (row) => value(row) === undefined || value(row) === null || value(row) === "";
  const known = rows.filter((row) => !unknown(row));
  const order = (one, two) => (typeof value(one) === "number" && typeof value(two) === "number" ? value(one) - value(two) : collator.compare(value(one), value(two)));
  known.sort((one, two) => (descending ? order(two, one) : order(one, two)));
  return [...known, ...rows.filter(unknown)];
}

/** Return the heading of a table; `sort(column)` is called when one is asked for, `by` is { column, descending } or null. */
export function heading(columns, by, sort) {
  return element("thead", {}, element("tr", {}, ...columns.map((column, index) =>
    element("th", { scope: "col", class: column.number ? "number" : null, "aria-sort": by?.column === index ? (by.descending ? "descending" : "ascending") : null },
      element("button", { type: "button", text: column.title, onclick: () => sort(index) })))));
}

/** Return the direction after a heading was asked for: numbers begin with the largest, words with the first. */
export const turned = (by, column, columns) =>
  by?.column === column ? { column, descending: !by.descending } : { column, descending: Boolean(columns[column].number) };

/** Return a table of an answer, as an analysis gave it, that sorts in place. */
export function answerTable({ title, columns: all, rows: cells }) {
  const kept = [...all.keys()].filter((column) => !all[column].number || cells.some((row) => row[column][1] !== null)); // numbers that nobody knows need no column
  const columns = kept.map((column) => all[column]);
  const rows = cells.map((row) => kept.map((column) => row[column]));
  const table = element("table", { "aria-label": title });
  const value = (column) => (row) => (columns[column].number ? row[column][1] ?? undefined : row[column][0]);
  const show = (by) => {
    const shown = by ? sorted(rows, value(by.column), by.descending) : rows;
    const focused = [...table.querySelectorAll("th button")].indexOf(document.activeElement);
    table.replaceChildren(
      heading(columns, by, (column) => show(turned(by, column, columns))),
      element("tbody", {}, ...shown.map((row) => element("tr", {}, ...row.map(([text], index) => element("td", { class: columns[index].number ? "number" : null }, element("bdi", { text })))))),
    );
    if (focused >= 0) table.querySelectorAll("th button")[focused].focus();
  };
  show(null);
  return element("div", { class: "wide", role: "region", "aria-label": title, tabindex: "0" }, table);
}

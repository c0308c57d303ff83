// The picture: what a view says, drawn by Cytoscape, which neither lays out nor fetches anything here.

import cytoscape from "cytoscape";
import { SCALES, STATE_WORDS, darkMode, stateLooks } from "./colours.js";
import { curve } from "./curves.js";
import { byId } from "./dom.js";
import { looks } from "./looks.js";
import { STATES } from "./what-if.js";

const SIGNS = { entry: "►", shared: "▲", cycle: "●" };
const STORES = ["database", "db", "cache", "store", "storage", "dataset", "queue", "topic", "bucket", "volume"];
const HUBS = 12; // dots that show their names from afar, where there is room for them
const HUB_ROOM = { across: 420, down: 90 };
const MOST_LABELS = 24; // arrows whose words are shown together; of more only those of the chosen box
const MOST_STRONG = 160; // arrows drawn in full strength; more of them are a thicket
const NEAREST = 1.25; // zoom, where little is drawn
const MARGIN = 34;
const TALL = 50;
const LETTER = 8.2;
const WIDE_LETTERS = 0x1100; // from Hangul on
const HALF_LABEL = 120; // what the name of a dot takes
const MOST_MARKED = 1500; // arrows that are marked each; of more only those at what is switched off

export function createPicture(model, { choose, fold, summary }) {
  const container = byId("picture");
  const cy = cytoscape({
    container, style: looks(), layout: { name: "preset" }, minZoom: 0.02, maxZoom: 3, autoungrabify: true, boxSelectionEnabled: false,
    selectionType: "single", hideEdgesOnViewport: model.edges.length > 2000, textureOnViewport: false, pixelRatio: "auto",
  });
  const hubs = hubsOf(model);

  cy.on("tap", (event) => {
    if (event.target === cy) return choose(null);
    const { box, system } = event.target.data();
    if (event.target.isNode() && event.target.hasClass("folded")) return fold(system);
    if (box !== undefined && box < model.count) choose(box);
  });
  cy.on("dbltap", "node.frame", (event) => fold(event.target.data("system")));
  cy.on("mouseover", "node", () => (container.style.cursor = "pointer"));
  cy.on("mouseout", "node", () => (container.style.cursor = ""));
  darkMode.addEventListener("change", () => cy.style(looks()));
  addEventListener("resize", refit);

  let bounds = null;

  function draw(view) {
    const nodes = new Map(view.nodes.map((node) => [node.id, node]));
    cy.batch(() => {
      cy.elements().remove();
      cy.add(view.nodes.map((node) => nodeElement(model, node, hubs)));
      const faint = view.edges.length > MOST_STRONG;
      const quiet = view.edges.filter(({ label }) => label).length > MOST_LABELS;
      cy.add(view.edges.map((edge, index) => edgeElement(edge, index, nodes, { quiet, faint })));
    });
    bounds = boundsOf(view.nodes);
    refit();
  }

  /** Show all in the room that there is now, and note its shape, which a printed page keeps. */
  function refit() {
    cy.resize();
    container.style.setProperty("--shape", `${cy.width()} / ${cy.height()}`);
    if (bounds) fit();
  }

  /** Show all, by the places that are known: Cytoscape would measure every arrow and every word for it. */
  function fit() {
    const zoom = Math.min(NEAREST, (cy.width() - 2 * MARGIN) / (bounds.x2 - bounds.x1), (cy.height() - 2 * MARGIN) / (bounds.y2 - bounds.y1));
    cy.viewport({ zoom, pan: { x: (cy.width() - zoom * (bounds.x1 + bounds.x2)) / 2, y: (cy.height() - zoom * (bounds.y1 + bounds.y2)) / 2 } });
  }

  /** Return the box of a component, or that of its folded system. */
  function shownAs(component) {
    const box = cy.getElementById(`b${component}`);
    return box.empty() ? cy.getElementById(`s${model.system(component)}`) : box;
  }

  /** Show the answer of a what-if (null: nothing is off), what is chosen, and the colours that were asked for. */
  function mark({ answer, chosen, scale, surrounded }) {
    const broken = answer ? brokenGroups(model, answer) : null;
    const own = chosen === null ? cy.collection() : shownAs(chosen);
    const beside = own.empty() ? null : nearby(own);
    const around = answer || surrounded !== null ? null : beside;
    const dense = cy.edges().length > MOST_MARKED;
    cy.batch(() => {
      for (const node of cy.nodes()) {
        const { box, system, kind } = node.data();
        const state = answer && box < model.count ? STATES[answer.state[box]] : "";
        const shade = !answer && box < model.count ? SCALES[scale].of(model.components[box]).replaceAll(" ", "-") : "";
        const calm = answer && kind !== "frame" && kind !== "dot" && (kind === "folded" ? !affected(model, system, answer) : box < model.count ? state === "untouched" : !broken.has(box));
        const near = around && (kind === "frame" || around.has(node) ? "" : "far");
        wear(node, [shade, state, calm && "calm", near, own.has(node) && "chosen"]);
        if (kind === "box") relabel(node, boxLabel(model.components[box], state, node.data("room")));
        if (kind === "folded") relabel(node, summary(system, answer));
      }
      for (const edge of cy.edges()) {
        const line = answer && (dense ? straightTo(edge, answer) : lineOf(edge, answer, model, broken));
        const near = beside && (beside.has(edge) ? "near" : answer || dense || surrounded !== null ? "" : "far");
        wear(edge, near === "near" ? [line === "calm" ? "" : line, near] : [line, near]);
      }
    });
  }

  return {
    draw, mark, fit,
    /** Bring into view whom an answer concerns, where they are not. */
    frame(answer) {
      const { x1, y1, x2, y2 } = cy.extent();
      const outside = ({ x, y }) => x < x1 || x > x2 || y < y1 || y > y2;
      const concerned = (box) => answer.state[box] > 0 && answer.state[box] < 5;
      if (cy.nodes().some((node) => concerned(node.data("box")) && outside(node.position()))) fit();
    },
    zoom: (factor) => cy.zoom({ level: cy.zoom() * factor, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } }),
    pan: (x, y) => cy.panBy({ x, y }),
    show(box) {
      const node = shownAs(box);
      if (node.empty()) return;
      const { x1, x2, y1, y2 } = node.renderedBoundingBox({ includeLabels: false });
      const inside = x1 > 0 && y1 > 0 && x2 < cy.width() && y2 < cy.height();
      if (cy.zoom() < 0.45 && node.hasClass("dot")) {
        cy.zoom(0.7);
        cy.center(node);
      } else if (!inside) cy.center(node);
    },
  };
}

/** Return what encloses all boxes; what a view without any shows does not matter. */
function boundsOf(nodes) {
  const found = { x1: Infinity, y1: Infinity, x2: -Infinity, y2: -Infinity };
  for (const node of nodes) {
    const [across, down] = [(node.width ?? node.wide ?? HALF_LABEL) / 2, (node.height ?? TALL) / 2];
    found.x1 = Math.min(found.x1, node.x - across);
    found.x2 = Math.max(found.x2, node.x + (node.kind === "dot" ? HALF_LABEL : across));
    found.y1 = Math.min(found.y1, node.y - down);
    found.y2 = Math.max(found.y2, node.y + down);
  }
  return nodes.length ? found : { x1: 0, y1: 0, x2: 1, y2: 1 };
}

/** Return the components that most others fall with, as far as their names do not cover one another. */
function hubsOf(model) {
  const found = [];
  const apart = ([x, y], [u, v]) => Math.abs(x - u) > HUB_ROOM.across || Math.abs(y - v) > HUB_ROOM.down;
  for (const { index } of [...model.components].sort((one, two) => (two.falls ?? 0) - (one.falls ?? 0) || one.index - two.index).slice(0, 20 * HUBS)) {
    const clear = found.every((other) => model.system(other) !== model.system(index) || apart(model.places[other], model.places[index]));
    if (clear) found.push(index);
    if (found.length === HUBS) break;
  }
  return new Set(found);
}

const affected = (model, system, answer) => model.inside[system].some((box) => box < model.count && answer.state[box] > 0 && answer.state[box] < 5);

/** Wear exactly these classes; what looks as before costs nothing. */
function wear(element, more) {
  const worn = more.filter(Boolean).join(" ");
  if (element.scratch("worn") === worn) return;
  element.scratch("worn", worn);
  element.classes([...element.data("classes"), ...more.filter(Boolean)]);
}

const relabel = (node, label) => node.data("label") !== label && node.data("label", label);

/** Return the small circles that have lost too many of their members. */
function brokenGroups(model, answer) {
  const broken = new Set();
  const down = (box) => (box < model.count ? answer.state[box] === 1 || answer.state[box] === 2 : broken.has(box));
  for (let box = model.places.length - 1; box >= model.count; box -= 1) { // a group in a group stands behind it
    const members = model.edges.filter(({ tail, style }) => tail === box && (style === "hard" || style === "placement"));
    const lost = members.filter(({ head }) => down(head)).length;
    if (lost && lost > members.length - Math.min(model.groups[box - model.count].need, members.length)) broken.add(box);
  }
  return broken;
}

/** Tell whether an arrow leads to what is down, or is of no concern. */
function lineOf(edge, answer, model, broken) {
  const [tail, head] = [edge.source().data("box"), edge.target().data("box")];
  if (head === undefined || tail === undefined) return "";
  const down = head < model.count ? answer.state[head] === 1 || answer.state[head] === 2 : broken.has(head);
  return down ? "broken" : "calm";
}

const straightTo = (edge, answer) => (answer.state[edge.target().data("box")] === 1 ? "broken" : "");

/** Return a box with the arrows at it and what they lead to, through small circles. */
function nearby(node) {
  const groups = node.neighborhood("node.group");
  return node.closedNeighborhood().union(groups.closedNeighborhood());
}

/** Return a text cut to a width in pixels; letters of the East are twice as wide. */
function cut(text, room) {
  let left = room / LETTER;
  const letters = [...text];
  const fits = letters.findIndex((letter) => (left -= letter.codePointAt(0) >= WIDE_LETTERS ? 2 : 1) < 0);
  return fits < 0 ? text : `${letters.slice(0, Math.max(1, fits - 1)).join("")}…`;
}

const SHORT_WORDS = { off: "off", saved: "saved" }; // which a narrow box has room for

function boxLabel(component, state, room) {
  const signs = component.marks.map((mark) => SIGNS[mark] ?? "").join("") + (component.copies ? "≡" : "");
  const sign = state && stateLooks()[state] ? stateLooks()[state][4] : signs;
  const second = state && state !== "untouched" ? SHORT_WORDS[state] ?? STATE_WORDS[state] : component.says ?? "";
  return `${sign}${sign && " "}${cut(component.short, room - LETTER * (sign.length + 1))}${second && `\n${cut(second, room)}`}`;
}

function nodeElement(model, node, hubs) {
  const { id, kind, x, y } = node;
  const component = node.box < model.count ? model.components[node.box] : null;
  const classes = [kind, ...(component?.marks ?? [])];
  const data = { ...node, classes };
  if (kind === "group") data.label = model.groups[node.box - model.count].text.replace(" of ", "/");
  if (kind === "frame") data.label = `${model.systems[node.system] ?? ""}`;
  if (kind === "folded") data.label = "";
  if (kind === "box") {
    if (STORES.includes(component.kind)) classes.push("store");
    Object.assign(data, { label: boxLabel(component, "", node.wide - 10), room: node.wide - 10 });
  }
  if (kind === "dot") {
    if (hubs.has(node.box)) classes.push("hub");
    Object.assign(data, { label: component.short, size: 11 + 2.2 * Math.log2(1 + (component.falls ?? 0)) });
  }
  return { group: "nodes", data: { ...data, id }, position: { x, y }, classes };
}

function edgeElement(edge, index, nodes, { quiet, faint }) {
  const { source, target, style, label, cycle, shared, count, dense } = edge;
  const classes = [style, cycle && "cycle", shared && "shared", count > 1 && "many", dense && "thin", quiet && count === 1 && "quiet", faint && !dense && "faint"].filter(Boolean);
  const data = { id: `e${index}`, source, target, label: count > 1 ? `${count.toLocaleString("en")} deps` : label, heavy: 1.5 + 1.2 * Math.log2(count) };
  const shape = dense ? null : curve(sized(nodes.get(source)), sized(nodes.get(target)), edge.bends);
  if (shape) Object.assign(data, shape), classes.push("curved", ...(shape.bowed ? ["bowed"] : shape.back ? ["back"] : []));
  return { group: "edges", data: { ...data, classes }, classes };
}

const sized = (node) => ({ x: node.x, y: node.y, wide: node.width ?? node.wide ?? 40 });

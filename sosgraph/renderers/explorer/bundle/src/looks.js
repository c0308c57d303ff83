// What boxes and arrows look like.

import { SCALES, colours, stateLooks } from "./colours.js";

const FONT = 'system-ui, "Segoe UI", "Liberation Sans", sans-serif';

export function looks() {
  const colour = colours();
  return [
    ...nodeLooks(colour),
    ...edgeLooks(colour),
    ...Object.values(SCALES).flatMap((scale) => scale.looks).map(({ name, fill, text, line }) => ({
      selector: `node.${name.replaceAll(" ", "-")}`,
      style: { "background-color": fill, color: text, "border-color": line },
    })),
    { selector: "node.dot", style: { color: colour.ink } },
    ...Object.entries(stateLooks()).map(([name, [fill, text, line, style]]) => ({
      selector: `node.${name}`,
      style: { "background-color": fill, color: text, "border-color": line, "border-style": style, "border-width": style === "double" ? 4 : 2.5 },
    })),
    { selector: "node.dot.falls, node.dot.off, node.dot.part, node.dot.degraded, node.dot.saved", style: { color: colour.ink } },
    { selector: "node.calm", style: { opacity: 0.42 } },
    { selector: "edge.calm", style: { opacity: 0.1 } },
    { selector: "edge.broken", style: { "line-color": colour.cycle, "target-arrow-color": colour.cycle, width: 2.4, opacity: 1, "z-index": 3 } },
    { selector: "node.far", style: { opacity: 0.25 } },
    { selector: "edge.far", style: { opacity: 0.06 } },
    { selector: "edge.near", style: { label: "data(label)", width: 2.2, opacity: 1, "z-index": 4 } },
    { selector: "edge.thin.near", style: { "curve-style": "straight", "target-arrow-shape": "triangle", "arrow-scale": 0.9, "line-color": colour.chosen, "target-arrow-color": colour.chosen } },
    { selector: "node.dot.near, node.dot.hub", style: { "min-zoomed-font-size": 0 } },
    { selector: "node.chosen", style: { "underlay-color": colour.chosen, "underlay-opacity": 0.35, "underlay-padding": 8, "border-color": colour.chosen, "border-width": 3, opacity: 1 } },
  ];
}

function nodeLooks(colour) {
  return [
    {
      selector: "node",
      style: {
        "background-color": colour.box, "border-color": colour.border, "border-width": 1.5, color: colour.ink, "font-family": FONT, "font-size": 14,
        "text-wrap": "wrap", "text-valign": "center", "text-halign": "center", "min-zoomed-font-size": 5, label: "data(label)", "z-index-compare": "manual", "z-index": 5,
      },
    },
    { selector: "node.box", style: { shape: "round-rectangle", "corner-radius": 9, width: "data(wide)", height: 46, "text-max-width": "data(room)", "text-wrap": "wrap", "line-height": 1.25 } },
    { selector: "node.box.external", style: { "border-style": "dashed" } },
    { selector: "node.box.store", style: { shape: "barrel" } },
    { selector: "node.box.domain", style: { shape: "cut-rectangle" } },
    { selector: "node.group", style: { shape: "ellipse", width: 44, height: 30, "font-size": 11, color: colour.quiet } },
    {
      selector: "node.dot",
      style: {
        shape: "ellipse", width: "data(size)", height: "data(size)", "text-halign": "right", "text-margin-x": 4, "font-size": 11, "border-width": 1,
        "min-zoomed-font-size": 8, "text-wrap": "ellipsis", "text-max-width": 104,
      },
    },
    {
      selector: "node.dot.hub",
      style: { "font-size": 26, "font-weight": 600, "text-max-width": 420, "text-background-color": colour.hub, "text-background-opacity": 0.8, "text-background-padding": 3, "z-index": 7 },
    },
    {
      selector: "node.frame",
      style: {
        shape: "round-rectangle", "corner-radius": 14, width: "data(width)", height: "data(height)", "background-color": colour.floor, "border-color": colour.frame,
        "text-valign": "top", "text-halign": "center", "text-margin-y": 32, "font-size": 18, "font-weight": 600, color: colour.quiet, "z-index": 0, events: "yes",
      },
    },
    {
      selector: "node.folded",
      style: {
        shape: "round-rectangle", "corner-radius": 12, width: "data(width)", height: "data(height)", "border-width": 4, "border-style": "double", "font-size": 16,
        "text-max-width": 205, "line-height": 1.3, "background-color": colour.floor,
      },
    },
  ];
}

function edgeLooks(colour) {
  const line = (selector, shade, more = {}) => ({ selector, style: { "line-color": shade, "target-arrow-color": shade, ...more } });
  return [
    {
      selector: "edge",
      style: {
        width: 1.5, "curve-style": "bezier", "line-color": colour.edge, "target-arrow-color": colour.edge, "target-arrow-shape": "triangle", "arrow-scale": 0.9,
        label: "data(label)", "font-size": 11, "font-family": FONT, color: colour.quiet, "text-background-color": colour.paper, "text-background-opacity": 0.85,
        "text-background-padding": 2, "text-rotation": 0, "min-zoomed-font-size": 7, "z-index-compare": "manual", "z-index": 1,
      },
    },
    {
      selector: "edge.curved",
      style: {
        "curve-style": "unbundled-bezier", "control-point-weights": (edge) => edge.data("weights"), "control-point-distances": (edge) => edge.data("distances"),
        "edge-distances": "node-position", "source-endpoint": "90deg", "target-endpoint": "270deg",
      },
    },
    { selector: "edge.back", style: { "source-endpoint": "outside-to-node", "target-endpoint": "outside-to-node" } },
    { selector: "edge.faint", style: { opacity: 0.35 } },
    { selector: "edge.bowed", style: { "source-endpoint": "90deg", "target-endpoint": "90deg" } },
    { selector: "edge.quiet", style: { label: "" } },
    { selector: "edge.thin", style: { "curve-style": "haystack", "haystack-radius": 0, width: 1, opacity: 0.2, label: "" } },
    line("edge.soft", colour.edge, { "line-style": "dashed" }),
    line("edge.fallback", colour.fallback, { "line-style": "dashed", "target-arrow-shape": "vee" }),
    line("edge.start", colour.start, { "line-style": "dotted" }),
    line("edge.placement", colour.frame, { width: 1, "target-arrow-shape": "circle", "arrow-scale": 0.7 }),
    { selector: "edge.many", style: { width: "data(heavy)" } },
    line("edge.shared", colour.shared, {}),
    line("edge.cycle", colour.cycle, { width: 2.4 }),
    { selector: "edge.thin.cycle", style: { width: 1, opacity: 0.22 } },
  ];
}

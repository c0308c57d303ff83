// Arrows as curves that leave to the right and arrive from the left, past the places that the layout kept free for them.

const STEM = 34;
const ASIDE = 40;

/** Return the control point of an arrow within a column: around whatever stands between, on the right. */
function bowed(source, target) {
  const wide = Math.max(source.wide, target.wide) / 2 + ASIDE + Math.abs(target.y - source.y) / 8;
  return { bowed: true, weights: [0.5], distances: [target.y > source.y ? -wide : wide] };
}

/** Return the control point of an arrow that leads back: aside, so that what stands between is not crossed out. */
function back(source, target) {
  return { back: true, weights: [0.5], distances: [-(10 + Math.hypot(target.x - source.x, target.y - source.y) / 12)] };
}

/** Return the control points of an arrow as Cytoscape wants them: how far along the line between the middles, how far beside. */
export function curve(source, target, bends) {
  const [from, to] = [source.x + source.wide / 2, target.x - target.wide / 2];
  const room = to - from;
  if (Math.abs(source.x - target.x) < ASIDE) return bowed(source, target);
  if (room <= 8) return back(source, target);
  const stem = bends.length ? STEM : room / 2;
  const points = [{ x: from + stem, y: source.y }, ...bends, { x: to - stem, y: target.y }];
  const [dx, dy] = [target.x - source.x, target.y - source.y];
  const length = Math.hypot(dx, dy);
  const weights = points.map(({ x, y }) => ((x - source.x) * dx + (y - source.y) * dy) / length ** 2);
  const distances = points.map(({ x, y }) => ((y - source.y) * dx - (x - source.x) * dy) / length);
  return { weights, distances };
}

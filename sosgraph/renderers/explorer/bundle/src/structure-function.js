// When is which component up: the greatest solution of the equations in the file, the one that holds for a running system.
// The same as `Equations.greatest_solution` (sosgraph/equations.py); tests compare the two.

export class StructureFunction {
  constructor({ variables, need, width, arguments: all, up, part, copies }) {
    this.up = up;
    this.part = part;
    this.copies = new Map(copies.map(([component, copy, variable]) => [`${component}#${copy}`, variable]));
    this.size = variables + need.length;
    this.variables = variables;
    this.need = need;
    this.width = width;
    this.arguments = all;
    this.componentAt = new Int32Array(this.size).fill(-1);
    up.forEach((number, component) => (this.componentAt[number] = component));
    part.forEach((number, component) => (this.componentAt[number] = component));
    this.#index(all);
  }

  /** Find who is an argument of which gates. */
  #index(all) {
    this.start = new Int32Array(this.width.length); // of each gate, the place of its first argument
    this.first = new Int32Array(this.size + 1);
    for (const argument of all) this.first[argument + 1] += 1;
    for (let number = 0; number < this.size; number += 1) this.first[number + 1] += this.first[number];
    const next = this.first.slice();
    this.callers = new Int32Array(all.length);
    let at = 0;
    this.width.forEach((width, gate) => {
      this.start[gate] = at;
      for (const end = at + width; at < end; at += 1) this.callers[next[all[at]]++] = this.variables + gate;
    });
  }

  /**
   * Return for every number whether it holds while the variables `off` do not, and by which argument each fell (-1: none).
   * Without redundancy, every gate needs all of its arguments: what falls then is what is reached.
   */
  solution(off, redundant = true) {
    const holds = new Uint8Array(this.size).fill(1);
    const because = new Int32Array(this.size).fill(-1);
    const spare = Int32Array.from(this.need, (need, gate) => (redundant ? this.width[gate] - need : 0));
    const pending = [];
    const fell = (number, cause) => {
      holds[number] = 0;
      because[number] = cause;
      pending.push(number);
    };
    spare.forEach((left, gate) => left < 0 && fell(this.variables + gate, -1));
    for (const variable of off) if (holds[variable]) fell(variable, -1);
    for (let done = 0; done < pending.length; done += 1) {
      const number = pending[done];
      for (let at = this.first[number]; at < this.first[number + 1]; at += 1) {
        const caller = this.callers[at];
        if ((spare[caller - this.variables] -= 1) === -1 && holds[caller]) fell(caller, number);
      }
    }
    return { holds, because };
  }

  /** Return those of the components that take one down by failing alone; the work is what falls with them. */
  alone(component, causes) {
    const target = this.up[component];
    const { holds } = this.solution([]);
    const left = Int32Array.from(this.need, (need, gate) => {
      let holding = 0;
      for (let at = this.start[gate]; at < this.start[gate] + this.width[gate]; at += 1) holding += holds[this.arguments[at]];
      return holding - need;
    });
    return causes.filter((cause) => this.#takesDown(this.part[cause], target, holds, left));
  }

  /** Let one variable fall, on the spare arguments `left` of each gate, and put them back. */
  #takesDown(variable, target, holds, left) {
    const pending = [variable];
    const touched = [];
    let found = false;
    for (let done = 0; done < pending.length && !found; done += 1) {
      found = pending[done] === target;
      for (let at = this.first[pending[done]]; at < this.first[pending[done] + 1]; at += 1) {
        const gate = this.callers[at] - this.variables;
        touched.push(gate);
        if ((left[gate] -= 1) === -1 && holds[this.callers[at]]) pending.push(this.callers[at]);
      }
    }
    for (const gate of touched) left[gate] += 1;
    return found;
  }

  /** Return the components by which one fell, from itself to what was switched off: links of several fell together. */
  chain(component, { holds, because }) {
    const found = [];
    let together = null;
    for (let number = this.up[component]; number >= 0; number = because[number]) {
      const passed = this.componentAt[number];
      if (passed >= 0 && passed !== found.at(-1)?.at(-1)) {
        found.push(together?.includes(passed) ? [...together.filter((each) => each !== passed), passed] : [passed]);
        together = null;
      } else if (passed < 0 && this.need[number - this.variables] < this.width[number - this.variables]) together = this.#fallen(number, holds);
    }
    return found;
  }

  /** Return the components among the arguments of a gate that are down. */
  #fallen(number, holds) {
    const first = this.start[number - this.variables];
    const down = this.arguments.slice(first, first + this.width[number - this.variables]).filter((argument) => !holds[argument]);
    return [...new Set(down.map((argument) => this.componentAt[argument]).filter((each) => each >= 0))];
  }
}

// Places gathered by a grid for each step of the zoom, found once and kept.
export interface Places {
  id: string[]; name: string[]; country: string[]; lat: number[]; lon: number[];
  precision: string[]; radius: number[]; events: number[][]; killed: number[];
}
// What is drawn at one spot: `members` are numbers of places, the one with most events first; `extent` is the radius of a disc in
// shares of the world's width, 0 for what is drawn as a dot.
export interface Cluster { x: number; y: number; events: number[]; total: number; members: number[]; extent: number }

const CELL = 46; // pixels
const DISC = 12; // from this radius in pixels a district or province is drawn as a disc
export const TILE = 256;

export function radius(total: number): number {
  return Math.min(27, 4 + 2.25 * Math.log2(1 + total));
}

export class Clusters {
  private readonly levels = new Map<number, Cluster[]>();

  constructor(private readonly places: Places, private readonly x: Float64Array, private readonly y: Float64Array, private readonly extent: Float64Array) {}

  at(zoom: number): Cluster[] {
    let found = this.levels.get(zoom);
    if (!found) this.levels.set(zoom, (found = this.gathered(TILE * 2 ** zoom)));
    return found;
  }

  private gathered(size: number): Cluster[] {
    const cells = new Map<number, Cluster>();
    const discs: Cluster[] = [];
    const { events } = this.places;
    const row = Math.ceil(size / CELL) + 1;
    for (let n = 0; n < events.length; n++) {
      const [x, y, counts] = [this.x[n]!, this.y[n]!, events[n]!];
      const total = counts.reduce((a, b) => a + b, 0);
      if (this.extent[n]! * size >= DISC) {
        discs.push({ x, y, events: [...counts], total, members: [n], extent: this.extent[n]! });
        continue;
      }
      const key = Math.floor((y * size) / CELL) * row + Math.floor((x * size) / CELL);
      const cell = cells.get(key);
      if (!cell) cells.set(key, { x, y, events: [...counts], total, members: [n], extent: 0 });
      else joined(cell, { x, y, events: counts, total, members: [n], extent: 0 });
    }
    discs.sort((a, b) => b.extent - a.extent);
    return [...discs, ...this.apart([...cells.values()].sort((a, b) => b.total - a.total), size)];
  }

  // Clusters of neighbouring cells that would cover each other become one.
  private apart(clusters: Cluster[], size: number): Cluster[] {
    const kept = new Map<number, Cluster[]>();
    const row = Math.ceil(size / CELL) + 3;
    const key = (c: Cluster, dx: number, dy: number) => (Math.floor((c.y * size) / CELL) + dy) * row + Math.floor((c.x * size) / CELL) + dx;
    const out: Cluster[] = [];
    for (const c of clusters) {
      let host: Cluster | undefined;
      for (let dy = -1; dy <= 1 && !host; dy++)
        for (let dx = -1; dx <= 1 && !host; dx++)
          host = kept.get(key(c, dx, dy))?.find((k) => Math.hypot(k.x - c.x, k.y - c.y) * size < 0.9 * (radius(k.total) + radius(c.total)));
      if (host) {
        const [x, y] = [host.x, host.y];
        joined(host, c);
        [host.x, host.y] = [x, y]; // it stays where its greatest place is: others were measured against that
      } else {
        out.push(c);
        const at = key(c, 0, 0);
        kept.set(at, [...(kept.get(at) ?? []), c]);
      }
    }
    return out.reverse();
  }
}

function joined(into: Cluster, other: Cluster): void {
  const total = into.total + other.total;
  into.x = (into.x * into.total + other.x * other.total) / total;
  into.y = (into.y * into.total + other.y * other.total) / total;
  other.events.forEach((n, k) => (into.events[k]! += n));
  into.total = total;
  into.members.push(...other.members);
}

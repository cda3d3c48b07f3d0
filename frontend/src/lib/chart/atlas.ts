// The shapes of land and borders, projected once to a world one wide, thinned out for each step of the zoom.
import { geoMercator, geoMercatorRaw, geoPath } from "d3-geo";
import type { MultiLineString } from "geojson";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import source from "world-atlas/countries-50m.json?url";
import { TILE } from "./clusters";

const POLE = 84; // degrees: beyond it the projection runs away
const STEP = 2; // one thinning for so many steps of the zoom
const DETAIL = 0.7; // pixels
const RAD = Math.PI / 180;

interface Line { points: Float64Array; box: [number, number, number, number] }
export interface View { x: number; y: number; size: number; width: number; height: number } // centre and size of the world in pixels

export function world(lon: number, lat: number): [number, number] {
  const [x, y] = geoMercatorRaw(lon * RAD, Math.max(-POLE, Math.min(POLE, lat)) * RAD);
  return [(x + Math.PI) / (2 * Math.PI), (Math.PI - y) / (2 * Math.PI)];
}

// How much longer a kilometre is drawn at a latitude than at the equator, as a share of the world's width.
export function kilometre(lat: number): number {
  return 1 / (40_075 * Math.cos(Math.max(-POLE, Math.min(POLE, lat)) * RAD));
}

export class Atlas {
  private readonly thinned = new Map<number, { land: Line[]; borders: Line[] }>();
  private readonly land: Line[];
  private readonly borders: Line[];

  private constructor(private readonly topology: Topology) {
    const whole = feature(topology, topology.objects.land as GeometryCollection);
    const shapes = "features" in whole ? whole.features.map((f) => f.geometry) : [(whole as { geometry: GeoJSON.Geometry }).geometry];
    this.land = shapes.flatMap((g) => (g.type === "MultiPolygon" ? g.coordinates.flat() : g.type === "Polygon" ? g.coordinates : [])).map(line);
    this.borders = this.mesh().coordinates.map(line);
  }

  static async load(): Promise<Atlas> {
    const answer = await fetch(source);
    return new Atlas((await answer.json()) as Topology);
  }

  // Land, what `under` draws upon it, and the lines: borders are always those of this atlas, its coast as strong as `coast` says.
  draw(context: CanvasRenderingContext2D, view: View, land: string, edge: string, border: string, under?: () => void, coast = 1): void {
    const { land: shapes, borders } = this.at(view.size);
    context.lineJoin = "round";
    trace(context, shapes, view, true);
    context.fillStyle = land;
    context.fill("evenodd");
    if (under) {
      under();
      trace(context, shapes, view, true);
    }
    context.globalAlpha = coast;
    context.strokeStyle = edge;
    context.lineWidth = 0.8;
    context.stroke();
    context.globalAlpha = 1;
    trace(context, borders, view, false);
    context.strokeStyle = border;
    context.lineWidth = 0.7;
    context.stroke();
  }

  // The same as markup, cut at the edges of the view.
  markup(view: View, land: string, edge: string, border: string, under = "", coast = 1): string {
    const projection = geoMercator()
      .scale(view.size / (2 * Math.PI))
      .translate([view.width / 2 - (view.x - 0.5) * view.size, view.height / 2 - (view.y - 0.5) * view.size])
      .clipExtent([[-2, -2], [view.width + 2, view.height + 2]]);
    const path = geoPath(projection).digits(1);
    const whole = feature(this.topology, this.topology.objects.land as GeometryCollection);
    const shape = path(whole) ?? "";
    const ground = under ? `<path d="${shape}" fill="${land}"/>${under}` : "";
    return (
      `${ground}<path d="${shape}" fill="${under ? "none" : land}" stroke="${edge}" stroke-opacity="${coast}" stroke-width="0.8"/>` +
      `<path d="${path(this.mesh()) ?? ""}" fill="none" stroke="${border}" stroke-width="0.7"/>`
    );
  }

  private mesh(): MultiLineString {
    return mesh(this.topology, this.topology.objects.countries as GeometryCollection, (a, b) => a !== b);
  }

  private at(size: number): { land: Line[]; borders: Line[] } {
    const step = Math.max(0, Math.ceil(Math.log2(size / TILE) / STEP));
    let found = this.thinned.get(step);
    if (!found) {
      const least = DETAIL / (TILE * 2 ** (STEP * step));
      found = { land: thin(this.land, least, true), borders: thin(this.borders, least, false) };
      this.thinned.set(step, found);
    }
    return found;
  }
}

function line(coordinates: GeoJSON.Position[]): Line {
  const points = new Float64Array(2 * coordinates.length);
  coordinates.forEach(([lon, lat], n) => points.set(world(lon!, lat!), 2 * n));
  return { points, box: boxed(points) };
}

function boxed(points: Float64Array): [number, number, number, number] {
  let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let n = 0; n < points.length; n += 2) {
    x0 = Math.min(x0, points[n]!);
    x1 = Math.max(x1, points[n]!);
    y0 = Math.min(y0, points[n + 1]!);
    y1 = Math.max(y1, points[n + 1]!);
  }
  return [x0, y0, x1, y1];
}

function thin(lines: Line[], least: number, closed: boolean): Line[] {
  const out: Line[] = [];
  for (const { points, box } of lines) {
    if (closed && box[2] - box[0] < 2 * least && box[3] - box[1] < 2 * least) continue;
    const kept = [points[0]!, points[1]!];
    let [x, y] = [points[0]!, points[1]!];
    for (let n = 2; n < points.length; n += 2) {
      const last = n === points.length - 2;
      if (!last && Math.abs(points[n]! - x) < least && Math.abs(points[n + 1]! - y) < least) continue;
      [x, y] = [points[n]!, points[n + 1]!];
      kept.push(x, y);
    }
    out.push({ points: Float64Array.from(kept), box });
  }
  return out;
}

function trace(context: CanvasRenderingContext2D, lines: Line[], view: View, closed: boolean): void {
  const [halfX, halfY] = [view.width / 2 / view.size, view.height / 2 / view.size];
  const [left, right, top, bottom] = [view.x - halfX, view.x + halfX, view.y - halfY, view.y + halfY];
  const [dx, dy] = [view.width / 2 - view.x * view.size, view.height / 2 - view.y * view.size];
  context.beginPath();
  for (const { points, box } of lines) {
    if (box[2] < left || box[0] > right || box[3] < top || box[1] > bottom) continue;
    context.moveTo(points[0]! * view.size + dx, points[1]! * view.size + dy);
    for (let n = 2; n < points.length; n += 2) context.lineTo(points[n]! * view.size + dx, points[n + 1]! * view.size + dy);
    if (closed) context.closePath();
  }
}

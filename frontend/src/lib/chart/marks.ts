// How events look on the map, on a canvas and in SVG: discs of real extent, rings of families, single marks, names.
import type { Cluster } from "./clusters";
import { radius } from "./clusters";
import { escaped } from "./svg";
import type { Mark } from "./svg";

export interface Palette { ink: string; soft: string; ground: string; raised: string; sunk: string; line: string; edge: string; accent: string; families: string[] }
export interface Spot { cluster: Cluster; x: number; y: number; r: number } // in pixels of the view
export interface Name { text: string; x: number; y: number; kind: "count" | "place" | "country" } // a count is that of a disc
export const SHADES = ["battle", "explosion", "violence", "demonstration", "strategic"];
const TURN = 2 * Math.PI;
const FONT = "system-ui, 'Noto Sans', 'Noto Sans Arabic', sans-serif";

export function palette(host: Element): Palette {
  const looks = getComputedStyle(host);
  const of = (name: string) => looks.getPropertyValue(`--${name}`).trim();
  return {
    ink: of("ink"), soft: of("soft-ink"), ground: of("ground"), raised: of("raised"), sunk: of("sunk"), line: of("line"),
    edge: of("strong-line"), accent: of("accent"), families: SHADES.map(of),
  };
}

export function disc(c: CanvasRenderingContext2D, s: Spot, p: Palette, most: number): void {
  c.beginPath();
  c.arc(s.x, s.y, s.r, 0, TURN);
  c.globalAlpha = depth(s, most);
  c.fillStyle = p.accent;
  c.fill();
  c.globalAlpha = 0.55;
  c.setLineDash([3, 4]);
  c.lineWidth = 1;
  c.strokeStyle = p.accent;
  c.stroke();
  c.setLineDash([]);
  c.globalAlpha = 1;
}

export function ring(c: CanvasRenderingContext2D, s: Spot, p: Palette, count: string): void {
  if (s.cluster.total === 1) {
    c.fillStyle = p.families[shade(s)]!;
    c.strokeStyle = p.raised;
    c.lineWidth = 1.5;
    const path = new Path2D(shape(shade(s), s.x, s.y, 5.5));
    c.fill(path);
    c.stroke(path);
    return;
  }
  c.beginPath();
  c.arc(s.x, s.y, s.r + 1, 0, TURN);
  c.fillStyle = p.raised;
  c.fill();
  c.lineWidth = Math.max(3, s.r * 0.28);
  let at = -TURN / 4;
  s.cluster.events.forEach((n, k) => {
    if (!n) return;
    const to = at + (TURN * n) / s.cluster.total;
    c.beginPath();
    c.arc(s.x, s.y, s.r - c.lineWidth / 2, at, to);
    c.strokeStyle = p.families[k]!;
    c.stroke();
    at = to;
  });
  if (s.r >= 9) written(c, count, s.x, s.y, p.ink, p.raised, `600 ${s.r > 18 ? 11.5 : 10}px `);
}

export function named(c: CanvasRenderingContext2D, n: Name, p: Palette): void {
  const [ink, size, weight] = looks(n, p);
  written(c, n.text, n.x, n.y, ink, p.raised, `${weight} ${size}px `);
}

function looks(n: Name, p: Palette): [string, number, number] {
  return n.kind === "count" ? [p.accent, 11, 600] : n.kind === "place" ? [p.ink, 12, 500] : [p.soft, 11, 400];
}

export function written(c: CanvasRenderingContext2D, text: string, x: number, y: number, ink: string, halo: string, font: string): void {
  c.font = font + FONT;
  c.textAlign = "center";
  c.textBaseline = "middle";
  c.lineWidth = 3;
  c.strokeStyle = halo;
  c.strokeText(text, x, y);
  c.fillStyle = ink;
  c.fillText(text, x, y);
}

export function discMarkup(s: Spot, p: Palette, most: number): string {
  const at = `cx="${s.x.toFixed(1)}" cy="${s.y.toFixed(1)}" r="${s.r.toFixed(1)}"`;
  return `<circle ${at} fill="${p.accent}" fill-opacity="${depth(s, most).toFixed(2)}" stroke="${p.accent}" stroke-opacity="0.55" stroke-dasharray="3 4"/>`;
}

export function ringMarkup(s: Spot, p: Palette, count: string): string {
  if (s.cluster.total === 1) return `<path d="${shape(shade(s), s.x, s.y, 5.5)}" fill="${p.families[shade(s)]}" stroke="${p.raised}" stroke-width="1.5"/>`;
  const wide = Math.max(3, s.r * 0.28);
  const [r, around] = [s.r - wide / 2, TURN * (s.r - wide / 2)];
  let at = -around / 4;
  const parts = s.cluster.events.map((n, k) => {
    if (!n) return "";
    const long = (around * n) / s.cluster.total;
    const arc = `<circle cx="${s.x.toFixed(1)}" cy="${s.y.toFixed(1)}" r="${r.toFixed(1)}" fill="none" stroke="${p.families[k]}" stroke-width="${wide.toFixed(1)}" stroke-dasharray="${long.toFixed(2)} ${(around - long).toFixed(2)}" stroke-dashoffset="${(-at).toFixed(2)}"/>`;
    at += long;
    return arc;
  });
  const label = s.r >= 9 ? text(count, s.x, s.y, p.ink, p.raised, s.r > 18 ? 11.5 : 10, 600) : "";
  return `<circle cx="${s.x.toFixed(1)}" cy="${s.y.toFixed(1)}" r="${(s.r + 1).toFixed(1)}" fill="${p.raised}"/>${parts.join("")}${label}`;
}

export function nameMarkup(n: Name, p: Palette): string {
  const [ink, size, weight] = looks(n, p);
  return text(n.text, n.x, n.y, ink, p.raised, size, weight);
}

export function spotOf(cluster: Cluster, x: number, y: number, size: number): Spot {
  return { cluster, x, y, r: cluster.extent ? cluster.extent * size : radius(cluster.total) };
}

function text(value: string, x: number, y: number, ink: string, halo: string, size: number, weight: number): string {
  return `<text x="${x.toFixed(1)}" y="${(y + size * 0.36).toFixed(1)}" font-size="${size}" font-weight="${weight}" text-anchor="middle" fill="${ink}" stroke="${halo}" stroke-width="3" stroke-linejoin="round" paint-order="stroke">${escaped(value)}</text>`;
}

// The more events of which no more is known than the province, the deeper its disc.
function depth(s: Spot, most: number): number {
  return 0.04 + 0.11 * Math.min(1, Math.log2(1 + s.cluster.total) / Math.log2(1 + most));
}

function shade(s: Spot): number {
  return Math.max(0, s.cluster.events.findIndex((n) => n > 0));
}

// The legend of families as it stands on the page.
export function familyLegend(host: Element): Mark[] {
  const { families } = palette(host);
  return [...host.querySelectorAll(".legend .family")].map((item) => {
    const family = Math.max(0, SHADES.findIndex((shade) => item.classList.contains(shade)));
    return { text: item.textContent ?? "", mark: shape(family, 0, 0, 5), colour: families[family]! };
  });
}

// The mark of a family: triangle, circle, diamond, quarter, square, as in the legend.
export function shape(family: number, x: number, y: number, r: number): string {
  const at = (dx: number, dy: number) => `${(x + dx * r).toFixed(1)},${(y + dy * r).toFixed(1)}`;
  if (family === 0) return `M${at(0, -1.1)}L${at(1.05, 0.9)}L${at(-1.05, 0.9)}Z`;
  if (family === 1) return `M${at(-1, 0)}A${r},${r} 0 1 1 ${at(1, 0)}A${r},${r} 0 1 1 ${at(-1, 0)}Z`;
  if (family === 2) return `M${at(0, -1.2)}L${at(1.2, 0)}L${at(0, 1.2)}L${at(-1.2, 0)}Z`;
  if (family === 3) return `M${at(-0.9, 0.9)}A${1.8 * r},${1.8 * r} 0 0 1 ${at(0.9, -0.9)}L${at(0.9, 0.9)}Z`;
  return `M${at(-0.9, -0.9)}L${at(0.9, -0.9)}L${at(0.9, 0.9)}L${at(-0.9, 0.9)}Z`;
}

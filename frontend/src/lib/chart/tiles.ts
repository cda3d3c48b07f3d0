// The user's own tiles beneath the map: pictures come from a worker and are kept; a redraw only lays out what is there.
import type { View } from "./atlas";
import { TILE } from "./clusters";

export interface Ask { key: string; address: string; z: number; x: number; y: number; side: number; style: { water: string; land: string; line: string } }
export interface Told { key: string; picture?: ImageBitmap; fault?: string; vector?: boolean; least?: number; most?: number; box?: [number, number, number, number] }
interface Spot { key: string; z: number; x: number; y: number; away: number }

const KEPT = 120; // pictures
const AT_ONCE = 6; // asked for at a time: what is no longer seen is then never asked for
const UP = 5; // how many steps a coarser picture may stand in for one that is not there yet
const STRENGTH = 0.75; // of pictures, which bring their own colours: they are a background
const VECTOR_SIDE = 512;

export class Tiles {
  private readonly worker = new Worker(new URL("./tiler.ts", import.meta.url), { type: "module" });
  private readonly address: string;
  private pictures = new Map<string, ImageBitmap | null>();
  private asked = new Set<string>();
  private wanted: Spot[] = [];
  private about: Required<Pick<Told, "vector" | "least" | "most">> | null = null;
  private style = { water: "", land: "", line: "" };
  private round = 0; // pictures of an earlier style are not taken
  shown = true;

  constructor(address: string, private readonly come: () => void, private readonly fail: (fault: string) => void) {
    this.address = new URL(address, location.href).href;
    this.worker.onmessage = ({ data }: MessageEvent<Told>) => this.told(data);
    this.worker.onerror = (event) => this.fail(event.message);
    this.worker.postMessage({ key: "", address: this.address, z: -1, x: 0, y: 0, side: 0, style: this.style } satisfies Ask);
  }

  get settled(): boolean {
    return this.about !== null && !this.asked.size && !this.wanted.length;
  }

  // Colours of what is drawn from vectors; pictures in other colours are thrown away. What is printed cannot wait for new ones.
  coloured(water: string, land: string, line: string): void {
    if (matchMedia("print").matches || (this.style.water === water && this.style.land === land && this.style.line === line)) return;
    const first = !this.style.water;
    this.style = { water, land, line };
    if (first || this.about?.vector === false) return;
    this.round++;
    for (const picture of this.pictures.values()) picture?.close();
    this.pictures = new Map();
    this.asked = new Set();
  }

  // How much of the map's own coastline shows: close up that of the tiles is the finer one.
  coast(view: View): number {
    return this.shown && this.pictures.size ? Math.max(0.15, Math.min(1, (7 - Math.log2(view.size / TILE)) / 2)) : 1;
  }

  draw(context: CanvasRenderingContext2D, view: View): void {
    if (!this.shown || !this.about || (this.about.vector && matchMedia("print").matches && dark(this.style.water))) return;
    const spots = this.spots(view, this.about);
    context.save();
    context.globalAlpha = this.about.vector ? 1 : STRENGTH;
    for (const spot of spots) this.place(context, view, spot);
    context.restore();
    this.wanted = spots.filter((s) => !this.pictures.has(this.named(s))).sort((a, b) => a.away - b.away);
    this.ask();
  }

  // What is drawn now, as a picture for a file; null if there is nothing.
  picture(view: View): string | null {
    if (!this.shown || !this.about || !this.pictures.size) return null;
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [view.width, view.height];
    this.draw(canvas.getContext("2d")!, view);
    return canvas.toDataURL("image/png");
  }

  private spots(view: View, about: NonNullable<Tiles["about"]>): Spot[] {
    const step = Math.round(Math.log2(view.size / TILE)) - (about.vector ? 1 : 0);
    const z = Math.max(about.least, Math.min(about.most, step));
    const number = 2 ** z;
    const inside = (v: number) => Math.max(0, Math.min(number - 1, Math.floor(v * number)));
    const [halfX, halfY] = [view.width / 2 / view.size, view.height / 2 / view.size];
    const [left, right, top, bottom] = [inside(view.x - halfX), inside(view.x + halfX), inside(view.y - halfY), inside(view.y + halfY)];
    if ((right - left + 1) * (bottom - top + 1) > KEPT / 2) return []; // a file without coarse tiles, seen from afar
    const out: Spot[] = [];
    for (let x = left; x <= right; x++)
      for (let y = top; y <= bottom; y++) {
        const away = Math.hypot((x + 0.5) / number - view.x, (y + 0.5) / number - view.y);
        out.push({ key: `${z}/${x}/${y}`, z, x, y, away });
      }
    return out;
  }

  // The picture of a spot, or the part of a coarser one while it is not there. Edges fall on whole pixels, else seams show.
  private place(context: CanvasRenderingContext2D, view: View, spot: Spot): void {
    const number = 2 ** spot.z;
    const across = (x: number) => Math.round(view.width / 2 + (x / number - view.x) * view.size);
    const down = (y: number) => Math.round(view.height / 2 + (y / number - view.y) * view.size);
    const [x, y] = [across(spot.x), down(spot.y)];
    const [width, height] = [across(spot.x + 1) - x, down(spot.y + 1) - y];
    for (let up = 0; up <= Math.min(UP, spot.z); up++) {
      const parts = 2 ** up;
      const [overX, overY] = [Math.floor(spot.x / parts), Math.floor(spot.y / parts)];
      const key = this.named({ z: spot.z - up, x: overX, y: overY });
      const picture = this.pictures.get(key);
      if (picture === null && !up) return; // the file has nothing here
      if (!picture) continue;
      this.pictures.delete(key); // the one last used is the last to be thrown away
      this.pictures.set(key, picture);
      const [wide, high] = [picture.width / parts, picture.height / parts];
      return context.drawImage(picture, (spot.x - overX * parts) * wide, (spot.y - overY * parts) * high, wide, high, x, y, width, height);
    }
  }

  private named({ z, x, y }: { z: number; x: number; y: number }): string {
    return `${this.round}:${z}/${x}/${y}`;
  }

  private ask(): void {
    const side = VECTOR_SIDE * Math.min(2, Math.ceil(devicePixelRatio || 1));
    while (this.asked.size < AT_ONCE && this.wanted.length) {
      const { z, x, y } = this.wanted.shift()!;
      const key = this.named({ z, x, y });
      if (this.asked.has(key)) continue;
      this.asked.add(key);
      this.worker.postMessage({ key, address: this.address, z, x, y, side, style: this.style } satisfies Ask);
    }
  }

  private told({ key, picture, fault, vector, least, most }: Told): void {
    if (vector !== undefined) this.about = { vector, least: least!, most: most! };
    this.asked.delete(key);
    if (fault) this.fail(fault);
    if (key && !key.startsWith(`${this.round}:`)) return picture?.close();
    if (key) this.pictures.set(key, picture ?? null);
    for (const [old, kept] of this.pictures) {
      if (this.pictures.size <= KEPT) break;
      kept?.close();
      this.pictures.delete(old);
    }
    this.ask();
    this.come();
  }
}

function dark(colour: string): boolean {
  return /^#[0-7]/.test(colour);
}

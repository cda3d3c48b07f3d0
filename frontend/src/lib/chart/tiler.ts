// The worker that reads the user's own tiles and makes pictures of them: what takes time happens here, never where the map is moved.
import { VectorTile } from "@mapbox/vector-tile";
import type { VectorTileFeature } from "@mapbox/vector-tile";
import { PbfReader } from "pbf";
import { FetchSource, PMTiles, TileType } from "pmtiles";
import type { Ask, Told } from "./tiles";

interface Style { water: string; land: string; line: string }
type Kind = "water" | "road" | "building" | "left" | "other";
const LINE = 2;
const AREA = 3;
// What layers are called in the usual schemes (OpenMapTiles, Protomaps, Shortbread). Borders are left to the map's own, one convention for all;
// names too: the map has those of places with events.
const LAYERS: [RegExp, Kind][] = [
  [/label|poi|name|addr|housenum|symbol/i, "left"],
  [/bound|border|admin/i, "left"],
  [/water|ocean|sea|lake|river/i, "water"],
  [/road|street|transport|highway|rail|transit|ferr|bridge|aeroway/i, "road"],
  [/build/i, "building"],
  [/land|earth|park|site|pier|green/i, "left"],
];
const ORDER: Kind[] = ["water", "other", "building", "road"];
const port = self as unknown as { postMessage(told: Told, moved: Transferable[]): void; onmessage: (event: MessageEvent<Ask>) => void };
let archive: PMTiles | null = null;

port.onmessage = ({ data }) => void answered(data).then((told) => port.postMessage(told, told.picture ? [told.picture] : []));

async function answered(ask: Ask): Promise<Told> {
  try {
    archive ??= new PMTiles(new FetchSource(ask.address));
    const { tileType, minZoom, maxZoom, minLon, minLat, maxLon, maxLat } = await archive.getHeader();
    const about = { vector: tileType === TileType.Mvt, least: minZoom, most: maxZoom, box: [minLon, minLat, maxLon, maxLat] as Told["box"] };
    if (ask.z < 0) return { ...about, key: ask.key };
    const found = await archive.getZxy(ask.z, ask.x, ask.y);
    if (!found?.data.byteLength) return { ...about, key: ask.key };
    return { ...about, key: ask.key, picture: about.vector ? drawn(found.data, ask) : await createImageBitmap(new Blob([found.data])) };
  } catch (error) {
    return { key: ask.key, fault: String(error) };
  }
}

function drawn(data: ArrayBuffer, { side, style, z }: Ask): ImageBitmap {
  const canvas = new OffscreenCanvas(side, side);
  const context = canvas.getContext("2d")!;
  context.lineJoin = "round";
  const layers = Object.entries(new VectorTile(new PbfReader(data)).layers).map(([name, layer]) => ({ layer, kind: kindOf(name) }));
  for (const kind of ORDER)
    for (const { layer } of layers.filter((l) => l.kind === kind))
      for (let n = 0; n < layer.length; n++) one(context, layer.feature(n), kind, side / layer.extent, style, z);
  return canvas.transferToImageBitmap();
}

function kindOf(name: string): Kind {
  return LAYERS.find(([pattern]) => pattern.test(name))?.[1] ?? "other";
}

// An area of water is the ground's colour, other areas are an outline; lines are thin, and thinner from afar.
function one(context: OffscreenCanvasRenderingContext2D, feature: VectorTileFeature, kind: Kind, scale: number, style: Style, z: number): void {
  if (feature.type !== LINE && feature.type !== AREA) return;
  context.beginPath();
  for (const ring of feature.loadGeometry()) {
    ring.forEach((at, n) => (n ? context.lineTo(at.x * scale, at.y * scale) : context.moveTo(at.x * scale, at.y * scale)));
    if (feature.type === AREA) context.closePath();
  }
  const wet = kind === "water";
  if (feature.type === AREA && kind !== "other") {
    context.globalAlpha = wet ? 1 : 0.5;
    context.fillStyle = wet ? style.water : style.line;
    context.fill("evenodd");
  }
  if (feature.type === AREA && wet) return; // its outline would show the edges of the tiles
  context.globalAlpha = kind === "building" ? 0.3 : 0.9;
  context.strokeStyle = wet ? style.water : style.line;
  context.lineWidth = Math.max(0.6, kind === "road" ? (z - 4) * 0.22 : 1);
  context.stroke();
}

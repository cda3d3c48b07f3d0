// SVG made by hand, and taken away as a file that stands by itself, with the line that says what it was drawn from.
const NS = "http://www.w3.org/2000/svg";
const KEPT = [
  "fill", "fill-opacity", "stroke", "stroke-opacity", "stroke-width", "stroke-dasharray", "stroke-linejoin", "opacity", "font-family",
  "font-size", "font-weight", "text-anchor", "paint-order", "dominant-baseline",
];
const FOOT = 15; // height of a line of the foot

export interface Mark { text: string; mark: string; colour: string } // a line of a legend: its mark is the data of a path around 0, 0

export function make<K extends keyof SVGElementTagNameMap>(
  name: K, attributes: Record<string, string | number> = {}, ...children: (Node | string)[]
): SVGElementTagNameMap[K] {
  const element = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.append(...children);
  return element;
}

// The drawing with its computed looks written into it; what is marked data-ui belongs to the page and stays there.
export function alone(svg: SVGSVGElement, sentence: string, legend: Mark[]): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const [before, after] = [svg.querySelectorAll("*"), copy.querySelectorAll("*")];
  before.forEach((element, n) => {
    const looks = getComputedStyle(element);
    for (const name of KEPT) {
      const value = looks.getPropertyValue(name);
      if (value && (value !== "none" || name === "fill")) after[n]?.setAttribute(name, value);
    }
    for (const name of ["class", "tabindex", "role"]) after[n]?.removeAttribute(name);
  });
  copy.querySelectorAll("[data-ui]").forEach((element) => element.remove());
  const box = svg.viewBox.baseVal;
  const ground = getComputedStyle(svg).backgroundColor;
  return framed(copy.innerHTML, box.width, box.height, ground, getComputedStyle(svg).color, sentence, legend);
}

// The markup of a drawing on its ground; beneath it the legend, and the sentence in as many lines as it needs.
export function framed(inside: string, width: number, drawn: number, ground: string, ink: string, sentence: string, legend: Mark[]): string {
  const rows = legended(legend, width, drawn, ink);
  const height = drawn + rows.height;
  const lines = wrapped(sentence, Math.max(30, Math.floor(width / 5.6)));
  const whole = height + 12 + FOOT * lines.length;
  const foot = lines.map((line, n) => `<text x="8" y="${height + 16 + FOOT * n}">${escaped(line)}</text>`).join("");
  return (
    `<svg xmlns="${NS}" viewBox="0 0 ${width} ${whole}" width="${width}" height="${whole}" direction="ltr" font-family="system-ui, sans-serif">` +
    `<desc>${escaped(sentence)}</desc><rect width="${width}" height="${whole}" fill="${ground}"/>${inside}${rows.markup}` +
    `<g font-size="10" fill="${ink}">${foot}</g></svg>`
  );
}

// The legend that stands on the page, as rows beneath a drawing.
function legended(legend: Mark[], width: number, top: number, ink: string): { markup: string; height: number } {
  let [x, y] = [10, top + 18];
  const parts = legend.map(({ text, mark, colour }) => {
    const long = 26 + 7 * text.length;
    if (x + long > width && x > 10) [x, y] = [10, y + 18];
    const at = x;
    x += long;
    return `<g transform="translate(${at} ${y})"><path d="${mark}" fill="${colour}"/><text x="10" y="4" font-size="11" fill="${ink}">${escaped(text)}</text></g>`;
  });
  return { markup: parts.join(""), height: legend.length ? y - top + 8 : 0 };
}

export function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c] ?? c);
}

function wrapped(text: string, most: number): string[] {
  const out: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    if (line && line.length + word.length + 1 > most) {
      out.push(line);
      line = word;
    } else line = line ? `${line} ${word}` : word;
  }
  return line ? [...out, line] : out;
}

// The button that takes a chart: `draw` makes the file, given the sentence.
export function offer(host: HTMLElement, name: string, draw: (sentence: string) => string): void {
  const button = host.querySelector<HTMLButtonElement>('[data-take="svg"]');
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const answer = await fetch(host.dataset.provenance ?? "");
    const { sentence } = (await answer.json()) as { sentence: string };
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([draw(sentence)], { type: "image/svg+xml" }));
    link.download = `${name}.svg`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  });
}

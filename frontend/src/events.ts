// Events: the charts of a view, loaded when it is there, and the pickers of the filter.
const CHARTS: Record<string, () => Promise<(host: HTMLElement) => Promise<void>>> = {
  map: async () => (await import("./lib/chart/map")).map,
  timeline: async () => (await import("./lib/chart/timeline")).timeline,
  network: async () => (await import("./lib/chart/network")).network,
};

for (const host of document.querySelectorAll<HTMLElement>("[data-chart]")) {
  const load = CHARTS[host.dataset.chart ?? ""];
  load?.().then((draw) => draw(host)).catch((error: unknown) => {
    // Without the drawing the table has the same; open it.
    host.querySelector<HTMLDetailsElement>("details.table")?.setAttribute("open", "");
    host.dataset.failed = String(error);
  });
}

const pickers = [...document.querySelectorAll<HTMLDetailsElement>("details.pick")];
document.addEventListener("click", (event) => {
  for (const picker of pickers) if (!picker.contains(event.target as Node)) picker.open = false;
});
document.addEventListener("keydown", (event) => {
  const open = pickers.find((picker) => picker.open);
  if (event.key !== "Escape" || !open) return;
  open.open = false;
  open.querySelector("summary")?.focus();
});

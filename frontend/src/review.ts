// Review: one key decides and advances. Every decision goes to the API; the next card comes as the page that works without this script too.
import { complete, meaning } from "./lib/complete";
import { dialog, learnLayout, meant, openDialog, showLabels, type Name } from "./lib/keys";
import { bringOut, paint, toEvidence } from "./lib/marks";
import { say, send } from "./lib/page";

interface Answer {
  judgement?: { id: number; action: string } | null;
  next?: { key: string } | null;
  error?: { what: string; remedy: string; judgement?: { id: number } };
}
interface State { run: { id: number; command: string | null; ended_at: string | null }; reports: number; events: number; judgements: number; left?: number; mark?: string | null }

const UNCHANGED = 0; // what stands for a judgement where nothing changed
const POLL = 4000; // milliseconds
let busy = false;
let known: State | null = null;
let redo: number[] = []; // undoings of this sitting, to be undone themselves

const root = (): HTMLElement => document.getElementById("review") as HTMLElement;
const words = (name: string): string => root().dataset[name] ?? "";
const task = (): HTMLElement | null => document.getElementById("task");

function address(changes: Record<string, string | null | undefined>): string {
  const query = new URLSearchParams(words("query"));
  for (const [key, value] of Object.entries(changes)) if (value) query.set(key, value);
  return `/review${query.size ? `?${query}` : ""}`;
}

// Decisions

interface Decision { action: string; field?: string; value?: string; undoes?: number }

async function decide(decision: Decision, goOn = decision.action !== "mend"): Promise<void> {
  if (busy) return;
  busy = true;
  const key = words("task");
  const note = document.querySelector<HTMLInputElement>("#note");
  const reports = decision.action === "undo" ? [] : key.split(".");
  if (decision.action === "different" && reports.length === 1) reports.push(words("event"));
  const body = { ...decision, reports, note: decision.action === "undo" ? null : note?.value || null, seen: Number(words("seen")), at: key || null };
  try {
    const answer = await send(`/api/v1/judgements?${words("query")}`, body);
    const told = (await answer.json()) as Answer;
    if (answer.status === 409) await conflict(told, key, decision);
    else if (!answer.ok) complain([told.error?.what, told.error?.remedy].filter(Boolean).join(": "));
    else await done(told, key, decision, goOn);
  } catch {
    complain(words("lost"));
  } finally {
    busy = false;
  }
}

async function done(told: Answer, key: string, decision: Decision, goOn: boolean): Promise<void> {
  if (decision.action === "undo" && told.judgement && decision.undoes === undefined) redo.push(told.judgement.id);
  else if (decision.action !== "undo") redo = [];
  known = null; // what changed by one's own hand is no news
  await load(address({ at: goOn ? told.next?.key : key, done: String(told.judgement?.id ?? UNCHANGED) }));
  if (goOn) focusTask();
  else document.querySelector<HTMLElement>(`.value-line[data-field="${decision.field ?? ""}"] summary`)?.focus();
}

/** Someone else was first: show what changed, and leave what was typed where it was. */
async function conflict(told: Answer, key: string, decision: Decision): Promise<void> {
  const typed = collect();
  await load(address({ at: key, conflict: String(told.error?.judgement?.id ?? "") }));
  restore(typed, decision.field);
  document.getElementById("conflict")?.scrollIntoView({ block: "nearest" });
}

function complain(text: string): void {
  const box = document.getElementById("messages");
  box?.querySelectorAll(".problem, .done").forEach((old) => old.remove());
  const line = document.createElement("p");
  line.className = "problem";
  line.dir = "auto";
  line.setAttribute("role", "alert");
  line.textContent = text;
  box?.prepend(line);
  line.scrollIntoView({ block: "nearest" });
}

function collect(): Map<string, string> {
  const typed = new Map<string, string>();
  for (const field of root().querySelectorAll<HTMLInputElement | HTMLSelectElement>("input[id], select[id]")) {
    const was = field instanceof HTMLSelectElement ? [...field.options].find((o) => o.defaultSelected)?.value : field.defaultValue;
    if (field.value !== was) typed.set(field.id, field.value);
  }
  return typed;
}

function restore(typed: Map<string, string>, at?: string): void {
  for (const [id, value] of typed) {
    const field = document.getElementById(id) as HTMLInputElement | HTMLSelectElement | null;
    if (!field) continue;
    field.value = value;
    for (let box = field.closest("details"); box; box = box.parentElement?.closest("details") ?? null) box.open = true;
  }
  if (at) document.getElementById(`value-${at}`)?.focus();
}

// Cards

async function load(url: string): Promise<void> {
  const answer = await fetch(url, { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById("review");
  if (!fresh) return location.assign(answer.url);
  root().replaceWith(document.importNode(fresh, true));
  const shown = new URL(answer.url);
  for (const name of ["done", "conflict"]) shown.searchParams.delete(name);
  history.replaceState(null, "", shown);
  dress();
  const told = [...root().querySelectorAll("[data-say]")].map((each) => each.textContent?.trim() ?? "").filter(Boolean);
  if (told.length) say(told.join(" "));
}

async function go(url: string): Promise<void> {
  if (busy) return;
  if (!url) return say(words("end"));
  busy = true;
  try {
    await load(url);
    focusTask();
  } catch {
    complain(words("lost"));
  } finally {
    busy = false;
  }
}

function focusTask(): void {
  const card = task();
  card?.focus({ preventScroll: true });
  if (card && card.getBoundingClientRect().top < 0) document.getElementById("main")?.scrollIntoView();
}

/** What a new card needs: its words drawn, its keys named, its fields completed. */
function dress(): void {
  paint();
  toEvidence();
  complete(root());
  showLabels();
  document.getElementById("open-keys")?.addEventListener("click", openDialog);
}

// Keys and clicks

const PRESS: Partial<Record<Name, () => void>> = {
  mend: () => mend(document.querySelector(".value-line:hover, .value-line:focus-within") ?? document.querySelector(".value-line")),
  undo: () => void decide({ action: "undo" }),
  redo: () => {
    const last = redo.pop();
    if (last !== undefined) void decide({ action: "undo", undoes: last });
  },
  next: () => void go(words("next")),
  back: () => words("back") && void go(words("back")),
  note: () => document.querySelector<HTMLInputElement>("#note")?.focus(),
  help: openDialog,
};

function press(name: Name): void {
  const own = PRESS[name];
  if (own) own();
  else if (document.querySelector(`#decide button[name="action"][value="${name}"]`)) void decide({ action: name });
}

function mend(line: Element | null): void {
  const box = line?.querySelector("details");
  if (!box) return;
  for (let outer = box.parentElement?.closest("details"); outer; outer = outer.parentElement?.closest("details")) outer.open = true;
  box.open = true;
  focusField(box);
}

function focusField(box: Element): void {
  const field = box.querySelector<HTMLInputElement | HTMLSelectElement>("[name='value']");
  field?.focus();
  if (field instanceof HTMLInputElement) field.select();
  bringOut(box.closest<HTMLElement>(".value-line")?.dataset.field ?? null, true);
}

function leave(field: Element): void {
  const box = field.closest<HTMLDetailsElement>("details.mend");
  if (box) box.open = false;
  (box?.querySelector("summary") ?? task())?.focus();
}

document.addEventListener("keydown", (event) => {
  const target = event.target as HTMLElement;
  if (event.key === "Escape" && target.closest("#review") && target.matches("input, select")) return leave(target);
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && target.matches(".mend [name='value']")) {
    event.preventDefault();
    return save(target.closest("form") as HTMLFormElement, true);
  }
  if (event.key === "Enter" && target.id === "note") {
    event.preventDefault();
    return task()?.focus();
  }
  const name = meant(event);
  if (name === null || event.repeat) return;
  event.preventDefault();
  if (typeof name === "number") mend(root().querySelectorAll(".value-line")[name - 1] ?? null);
  else press(name);
});

function save(form: HTMLFormElement, goOn: boolean): void {
  const field = form.querySelector<HTMLInputElement | HTMLSelectElement>("[name='value']");
  const name = form.querySelector<HTMLInputElement>("[name='field']")?.value ?? "";
  if (field) void decide({ action: "mend", field: name, value: field instanceof HTMLInputElement ? meaning(field) : field.value }, goOn);
}

document.addEventListener("submit", (event) => {
  const form = event.target as HTMLFormElement;
  if (form.method !== "post" || !form.closest("#review")) return;
  event.preventDefault();
  if (form.closest(".mend")) return save(form, false);
  const submitter = event.submitter as HTMLButtonElement | null;
  const given = new FormData(form, submitter);
  const undoes = Number(given.get("undoes")) || undefined;
  void decide({ action: String(given.get("action")), undoes });
});

document.addEventListener("click", (event) => {
  const target = event.target as HTMLElement;
  if (!target.closest("#review") || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const step = target.closest<HTMLAnchorElement>("a[rel='next'], a[rel='prev']");
  const doing = target.closest<HTMLElement>("[data-do]")?.dataset.do;
  if (step) {
    event.preventDefault();
    void go(step.href);
  } else if (doing === "mend") press("mend");
  else if (doing === "close") leave(target);
  else if (target.closest("#news a")) {
    event.preventDefault();
    const typed = collect();
    void go(address({ at: words("task") })).then(() => restore(typed));
  }
});

// A field opened by the mouse is typed into at once; `toggle` does not bubble.
document.addEventListener(
  "toggle",
  (event) => {
    const box = event.target as HTMLDetailsElement;
    if (box.matches?.("details.mend") && box.open && !box.contains(document.activeElement?.closest("form") ?? null)) focusField(box);
  },
  true,
);

for (const kind of ["pointerover", "focusin"]) {
  document.addEventListener(kind, (event) => {
    const line = (event.target as HTMLElement).closest?.<HTMLElement>("#review [data-field]");
    bringOut(line?.dataset.field ?? null);
  });
}

// News: a read, a merge, or others at work

async function poll(): Promise<void> {
  if (busy || document.hidden) return;
  const query = new URLSearchParams(words("query"));
  const key = words("task");
  if (key) query.set("at", key);
  const answer = await fetch(`/api/v1/waiting?${query}`);
  if (!answer.ok || busy || key !== words("task")) return;
  const state = (await answer.json()) as State;
  const before = known;
  known = state;
  if (key && state.mark && state.mark !== words("mark")) news(words("newsChanged"), true);
  if (state.left !== undefined && String(state.left) !== words("left")) await count();
  if (!before) return;
  const ran = state.run.id !== before.run.id || state.run.ended_at !== before.run.ended_at;
  if (ran || state.reports !== before.reports || state.events !== before.events) {
    news(state.run.command === "merge" ? words("newsMerge") : words("newsRead"), false);
  } else if (state.judgements !== before.judgements) news(words("newsJudged"), false);
}

/** The counts as they are now; nothing else of the page is touched. */
async function count(): Promise<void> {
  const answer = await fetch(address({ at: words("task") }), { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const [fresh, old] = [page.getElementById("left"), document.getElementById("left")];
  if (fresh && old) old.textContent = fresh.textContent;
  root().dataset.left = page.getElementById("review")?.dataset.left ?? "";
  root().dataset.next = page.getElementById("review")?.dataset.next ?? "";
}

function news(text: string, changed: boolean): void {
  const line = document.getElementById("news");
  const span = line?.querySelector("span");
  if (!line || !span || (span.textContent === text && !line.hidden)) return;
  span.textContent = text;
  line.hidden = false;
  (line.querySelector("a") as HTMLElement).hidden = !changed;
  say(`${text} ${document.getElementById("left")?.textContent?.trim() ?? ""}`);
}

if (document.getElementById("review")) {
  document.documentElement.classList.add("scripted");
  dialog();
  dress();
  void learnLayout();
  setInterval(() => void poll().catch(() => undefined), POLL);
  void poll().catch(() => undefined);
}

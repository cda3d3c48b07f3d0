// Days gathered into bars of a day, week, month or year. Dates are numbers of days since 1970.
export type Unit = "day" | "week" | "month" | "year";
export interface TimeData { total: number; dates: string[]; events: number[][]; undated: number }
export interface Bin { first: number; last: number; counts: number[]; total: number }
const DAY = 86_400_000;
const KNOWN: Record<Unit, number> = { day: 10, week: 10, month: 7, year: 4 }; // letters a date must have to be placed
const LONG: Record<Unit, number> = { day: 150, week: 900, month: 6000, year: Infinity }; // days up to which a unit is proposed
const MONDAY = 3; // 1970-01-01 was a Thursday

export function dayOf(date: string): number {
  const [year, month = 1, day = 1] = date.split("-").map(Number);
  return Date.UTC(year!, month - 1, day) / DAY;
}

export function iso(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

export function dateOf(day: number): Date {
  return new Date(day * DAY);
}

export function unitFor(days: number): Unit {
  return (Object.keys(LONG) as Unit[]).find((u) => days <= LONG[u])!;
}

function start(day: number, unit: Unit): number {
  if (unit === "day") return day;
  if (unit === "week") return day - ((((day + MONDAY) % 7) + 7) % 7);
  const at = dateOf(day);
  return Date.UTC(at.getUTCFullYear(), unit === "month" ? at.getUTCMonth() : 0, 1) / DAY;
}

function next(day: number, unit: Unit): number {
  if (unit === "day") return day + 1;
  if (unit === "week") return day + 7;
  const at = dateOf(day);
  return (unit === "month" ? Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1) : Date.UTC(at.getUTCFullYear() + 1, 0, 1)) / DAY;
}

// The bars from a day on, none left out between, and how many events are known too coarsely for them.
export function bins(data: TimeData, unit: Unit, from: number): { bins: Bin[]; coarse: number; earlier: number } {
  const found = new Map<number, number[]>();
  let [coarse, earlier, last] = [0, 0, -Infinity];
  data.dates.forEach((date, n) => {
    const counts = data.events[n]!;
    const day = dayOf(date);
    if (date.length < KNOWN[unit]) coarse += sum(counts);
    else if (day < from) earlier += sum(counts);
    else {
      const key = start(day, unit);
      const row = found.get(key);
      if (row) counts.forEach((k, i) => (row[i]! += k));
      else found.set(key, [...counts]);
      last = Math.max(last, key);
    }
  });
  const out: Bin[] = [];
  const first = Math.min(...found.keys());
  for (let day = first; day <= last; day = next(day, unit)) {
    const counts = found.get(day) ?? [0, 0, 0, 0, 0];
    out.push({ first: day, last: next(day, unit) - 1, counts, total: sum(counts) });
  }
  return { bins: out, coarse, earlier };
}

// The day from which all but a few of the events lie, if that makes the drawing much shorter; else the first.
export function worthwhile(data: TimeData): { first: number; from: number; last: number } {
  const dated = data.dates.map((d, n) => [dayOf(d), sum(data.events[n]!)] as const).sort((a, b) => a[0] - b[0]);
  const [first, last] = [dated[0]?.[0] ?? 0, dated[dated.length - 1]?.[0] ?? 0];
  const whole = dated.reduce((a, [, n]) => a + n, 0);
  let before = 0;
  for (const [day, n] of dated) {
    if (before + n > 0.05 * whole) return { first, last, from: last - day < 0.4 * (last - first) ? start(day, "year") : first };
    before += n;
  }
  return { first, last, from: first };
}

export function sum(counts: readonly number[]): number {
  return counts.reduce((a, b) => a + b, 0);
}

// Addresses of this page with some of its filter changed.
const PASSING = ["after", "before", "lang", "theme"];

export function filtered(changes: Record<string, string | null>): string {
  const query = new URLSearchParams(location.search);
  for (const name of PASSING) query.delete(name);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) query.delete(name);
    else query.set(name, value);
  }
  const text = query.toString();
  return location.pathname + (text ? `?${text}` : "");
}

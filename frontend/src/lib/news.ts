// What came while a page is open, by a read, a merge or other people: told at its foot, and shown only when someone asks for it.
import { Words } from "./chart/words";
import { say } from "./page";

interface News { working: string | null; articles: number; reports: number; events: number; judgements: number; most: number }

const EVERY = 4000; // milliseconds between two questions
const LOST = 30_000; // and while the server does not answer
const AGAIN = 60_000; // so long a reader of screens is not told again that the same command goes on
const KINDS = ["reports", "events", "judgements"] as const;

class Watch {
  private readonly words: Words;
  private readonly elsewhere = document.getElementById("review") !== null; // Review itself tells what changed there
  private working: string | null | undefined;
  private told = { text: "", at: 0 };
  private timer = 0;
  private ended = false;

  constructor(private readonly box: HTMLElement) {
    this.words = new Words(JSON.parse(box.dataset.words ?? "{}"));
    box.querySelector("button")!.addEventListener("click", () => this.end());
    box.querySelector("a")!.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault(); // the link alone would lose the part of the map that is shown
      location.reload();
    });
    document.addEventListener("visibilitychange", () => !document.hidden && this.soon(0));
    this.soon(EVERY);
  }

  private soon(wait: number): void {
    clearTimeout(this.timer);
    if (!this.ended) this.timer = window.setTimeout(() => void this.ask(), wait);
  }

  private end(): void {
    this.ended = true;
    this.box.hidden = true;
    document.getElementById("main")?.focus({ preventScroll: true });
  }

  private async ask(): Promise<void> {
    if (document.hidden) return; // it goes on when the page is looked at again
    try {
      const answer = await fetch(`/api/v1/news?since=${encodeURIComponent(this.box.dataset.since ?? "")}`);
      if (answer.ok) this.tell((await answer.json()) as News);
      else if (answer.status < 500 && answer.status !== 429) return; // the session has ended
      this.soon(answer.ok ? EVERY : LOST);
    } catch {
      this.soon(LOST);
    }
  }

  private tell(news: News): void {
    if (this.ended) return;
    const [running, came] = [this.running(news), this.elsewhere ? "" : this.came(news)];
    this.put("[data-working]", running);
    this.put("[data-came]", came);
    this.box.querySelector("a")!.hidden = !came;
    this.box.hidden = !running && !came;
    const text = [running, came].filter(Boolean).join(" ");
    const turned = this.working !== undefined && this.working !== news.working;
    this.working = news.working;
    if (text && text !== this.told.text && (turned || !this.told.text || Date.now() - this.told.at > AGAIN)) {
      this.told = { text, at: Date.now() };
      say(text);
    }
  }

  private running(news: News): string {
    if (news.working) return this.words.say("news.working", { command: (this.last = news.working) });
    return this.last ? this.words.say("news.done", { command: this.last }) : "";
  }
  private last = "";

  private came(news: News): string {
    const some = KINDS.filter((kind) => news[kind]);
    if (some.some((kind) => news[kind] >= news.most)) return this.words.say("news.many", { n: news.most });
    if (!some.length && news.articles) return this.words.say("news.articles", { n: news.articles });
    return some.map((kind) => this.words.say(`news.${kind}`, { n: news[kind] })).join(" ");
  }

  private put(where: string, text: string): void {
    const place = this.box.querySelector(where)!;
    if (place.textContent !== text) place.textContent = text;
  }
}

export function watch(): void {
  const box = document.getElementById("changes");
  if (box) new Watch(box);
}

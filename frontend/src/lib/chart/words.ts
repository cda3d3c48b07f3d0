// The words of a chart in the language of the page, with forms by number, and numbers and days by locale.
type Text = string | Record<string, string>;
const LOCALES: Record<string, string> = { en: "en-GB", ar: "ar-u-nu-latn", fr: "fr-FR" };

export class Words {
  readonly locale: string;
  private readonly plural: Intl.PluralRules;
  private readonly format: Intl.NumberFormat;

  constructor(private readonly texts: Record<string, Text>) {
    this.locale = LOCALES[String(texts.language)] ?? "en-GB";
    this.plural = new Intl.PluralRules(this.locale);
    this.format = new Intl.NumberFormat(this.locale);
  }

  get rightToLeft(): boolean {
    return this.locale.startsWith("ar");
  }

  say(key: string, values: Record<string, string | number> = {}): string {
    const text = this.texts[key] ?? key;
    const form = typeof text === "string" ? text : (text[this.plural.select(Number(values.n ?? 0))] ?? text.other ?? key);
    return form.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = values[name] ?? "";
      return typeof value === "number" ? this.number(value) : value;
    });
  }

  number(value: number): string {
    return this.format.format(value);
  }

  day(at: Date, parts: Intl.DateTimeFormatOptions): string {
    return new Intl.DateTimeFormat(this.locale, { timeZone: "UTC", ...parts }).format(at);
  }
}

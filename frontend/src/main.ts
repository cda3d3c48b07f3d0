// What every page has.
import "./lib/page";
import { watch } from "./lib/news";
import { printing } from "./lib/print";

watch();
printing();

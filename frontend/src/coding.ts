// Coding a sample: the words of the incident drawn over the article.
import { paint, toEvidence } from "./lib/marks";

document.documentElement.classList.add("scripted");
paint();
toEvidence();

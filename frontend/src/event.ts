// Event: completion in the open form.
import { completeForms } from "./lib/complete";

completeForms();

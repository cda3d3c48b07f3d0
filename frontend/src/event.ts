// Event: completion in the open form.
import { completeAll } from "./lib/datalist";

completeAll();

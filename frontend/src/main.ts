// What every page has.
import "./lib/page";

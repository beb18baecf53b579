import activate from "./activate.js";

activate(document);

import { render } from "preact";
import { App } from "./app";
import "./styles/index.css";

const place = document.querySelector("#studio");
if (place === null) throw new Error("the page has no place for the studio");
place.replaceChildren();
render(<App />, place);

// What the page gets of the engine: one class. Everything else of it stays inside the bundle.
import { Form } from "enketo-core/src/js/form";

window.LongFormEngine = Form;

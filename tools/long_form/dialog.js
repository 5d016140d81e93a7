// The engine asks before it takes a line away. The question is in the page, in its language.
const asked = () => document.querySelector("[data-long-form]")?.dataset.sayRemoveLine ?? "";

export default {
    alert: () => Promise.resolve(),
    confirm: () => Promise.resolve(window.confirm(asked())),
    prompt: () => Promise.resolve(""),
};

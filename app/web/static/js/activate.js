// Every element with data-module gets its module; pages work without any of them.
export default function activate(root) {
  for (const element of root.querySelectorAll("[data-module]")) {
    import(`./modules/${element.dataset.module}.js`).then((module) => module.default(element));
  }
}

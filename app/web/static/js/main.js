// Every element with data-module gets its module; pages work without any of them.
for (const element of document.querySelectorAll("[data-module]")) {
  import(`./modules/${element.dataset.module}.js`).then((module) => module.default(element));
}

// The header of each endpoint bears its name, and each knows the names of the others, from which its own has to differ.
// What would not be saved is shown in place of a page with nothing but an error, on which everything typed would be lost.
Behaviour.specify(".mongodb-cloud-endpoint-name", "mongodb-cloud-endpoint", 10, (field) => {
  const form = field.form;
  const fields = () => Array.from(form.querySelectorAll(".mongodb-cloud-endpoint-name"));
  const chunk = (name) => name.closest(".repeated-chunk");
  const url = (name) => chunk(name).querySelector("input[name='_.baseUrl']");
  const item = (input) => input.closest(".jenkins-form-item");
  const error = (input) => item(input).querySelector(".validation-error-area .error");

  const update = () => {
    const names = fields().map((name) => name.value.trim());
    fields().forEach((name, index) => {
      const header = chunk(name).querySelector(".repeated-chunk__header");
      let title = header.querySelector(".mongodb-cloud-endpoint-title");
      if (!title) {
        title = document.createElement("span");
        title.className = "mongodb-cloud-endpoint-title";
        header.appendChild(title);
      }
      title.textContent = names[index];
      const others = chunk(name).querySelector("input[name='_.otherNames']");
      const otherNames = names.filter((other, position) => position !== index).join("\n");
      if (others.value !== otherNames) {
        others.value = otherNames;
        others.dispatchEvent(new Event("change"));
      }
    });
  };

  // What was said of another text does not keep this one from being saved.
  const forget = (event) => {
    const said = error(event.target);
    if (said) {
      said.remove();
    }
  };

  field.addEventListener("input", update);
  field.addEventListener("input", forget);
  field.addEventListener("focus", update);
  url(field).addEventListener("input", forget);
  update();

  if (form.hasMongoDbCloudEndpoints) {
    return;
  }
  form.hasMongoDbCloudEndpoints = true;
  form.addEventListener(
    "submit",
    (event) => {
      const wrong = fields()
        .flatMap((name) => [name, url(name)])
        .find(error);
      if (wrong) {
        event.preventDefault();
        event.stopImmediatePropagation();
        item(wrong).classList.remove("mongodb-cloud-untouched");
        wrong.scrollIntoView({ block: "center" });
        wrong.focus();
      }
    },
    true,
  );
});

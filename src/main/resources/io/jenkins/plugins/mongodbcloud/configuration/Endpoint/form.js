// The header of each endpoint bears its name, and each knows the names of the others, from which its own has to differ.
// What would not be saved is shown in place of a page with nothing but an error, on which everything typed would be lost.
Behaviour.specify(".mongodb-cloud-endpoint-name", "mongodb-cloud-endpoint", 10, (field) => {
  const form = field.form;
  const all = () => Array.from(form.querySelectorAll(".mongodb-cloud-endpoint-name"));
  const chunk = (each) => each.closest(".repeated-chunk");

  const update = () => {
    all().forEach((each) => {
      const header = chunk(each).querySelector(".repeated-chunk__header");
      let title = header.querySelector(".mongodb-cloud-endpoint-title");
      if (!title) {
        title = document.createElement("span");
        title.className = "mongodb-cloud-endpoint-title";
        header.appendChild(title);
      }
      title.textContent = each.value.trim();

      const others = chunk(each).querySelector("input[name='_.otherNames']");
      const names = all().filter((other) => other !== each).map((other) => other.value.trim());
      if (others.value !== names.join("\n")) {
        others.value = names.join("\n");
        others.dispatchEvent(new Event("change"));
      }
    });
  };

  field.addEventListener("input", update);
  field.addEventListener("focus", update);
  update();

  if (form.mongodbCloudEndpoints) {
    return;
  }
  form.mongodbCloudEndpoints = true;
  form.addEventListener(
    "submit",
    (event) => {
      const wrong = all()
        .flatMap((each) => [each, chunk(each).querySelector("input[name='_.baseUrl']")])
        .find((each) => each.closest(".jenkins-form-item").querySelector(".validation-error-area .error"));
      if (wrong) {
        event.preventDefault();
        event.stopImmediatePropagation();
        wrong.closest(".jenkins-form-item").classList.remove("mongodb-cloud-untouched");
        wrong.scrollIntoView({ block: "center" });
        wrong.focus();
      }
    },
    true,
  );
});

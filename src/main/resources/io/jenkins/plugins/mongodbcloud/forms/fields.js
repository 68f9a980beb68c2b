// What Jenkins' form tags leave out, for the forms of this plugin.

// A dialog is shown without waiting for its scripts, so that its fields may be there before what is specified for them.
var specifyMongoDbCloudFields = (selector, id, behavior) => {
  Behaviour.specify(selector, id, 10, behavior);
  document.querySelectorAll(`dialog[open] ${selector}`).forEach(behavior);
};

// Jenkins shows the name of a field above it, and a screen reader finds no name.
specifyMongoDbCloudFields(".mongodb-cloud-form .jenkins-form-item", "mongodb-cloud-names", (item) => {
  const title = item.querySelector(".jenkins-form-label");
  item.querySelectorAll("input, select, textarea").forEach((control) => {
    const name = control.type === "checkbox" ? control.nextElementSibling : title;
    const isNamed = control.hasAttribute("aria-label") || (control.labels && control.labels.length > 0);
    if (name && name.firstChild && !isNamed && control.closest(".jenkins-form-item") === item) {
      control.setAttribute("aria-label", name.firstChild.textContent.trim());
    }
  });
});

// In a new form, and in one that was hidden so far, an empty field is no error before somebody has left it.
specifyMongoDbCloudFields(".mongodb-cloud-form .validated", "mongodb-cloud-untouched", (field) => {
  if (field.value !== "" || !field.closest(".mongodb-cloud-form--new, [hidden]")) {
    return;
  }
  const item = field.closest(".jenkins-form-item");
  const touched = () => item.classList.remove("mongodb-cloud-untouched");
  item.classList.add("mongodb-cloud-untouched");
  field.addEventListener("blur", touched);
  field.addEventListener("change", touched);
  // What is said, or about to be said, of the empty field would be shown for a moment, and move the button away that is
  // about to be clicked.
  field.addEventListener("input", () => {
    if (item.classList.contains("mongodb-cloud-untouched")) {
      const area = item.querySelector(".validation-error-area");
      FormChecker.queue = FormChecker.queue.filter((check) => check.target !== area);
      area.classList.remove("validation-error-area--visible");
      area.replaceChildren();
      touched();
    }
  });
});

// Of several ways to name something, the one that is chosen has its field shown. The fields of the others keep what was
// entered and are not submitted.
Behaviour.specify(".mongodb-cloud-ways__choice", "mongodb-cloud-ways", 10, (choice) => {
  const ways = choice.closest(".mongodb-cloud-ways");
  const show = (isShown) => {
    ways.querySelectorAll("[data-way]").forEach((way) => {
      way.hidden = !isShown(way);
      way.toggleAttribute("field-disabled", way.hidden);
    });
  };
  show((way) => !way.hidden);
  choice.addEventListener("change", () => {
    show((way) => way.dataset.way === choice.value);
    ways.querySelectorAll(".mongodb-cloud-ways__several").forEach((element) => element.remove());
  });
});

// A combo box of Jenkins shows what it offers when it gets the focus, and takes the click that gave it the focus for
// one beside the list, which closes it. So the list is asked for once more when the click is over.
Behaviour.specify(".mongodb-cloud-offers", "mongodb-cloud-offers", 0, (field) => {
  field.addEventListener("click", () => {
    setTimeout(() => field.dispatchEvent(new Event("input")));
  });
});

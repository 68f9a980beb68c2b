// Jenkins makes the field one for passwords at the first input, and a browser then tells of no change when that input
// was all, as it is when a key is pasted. So leaving the field counts as a change.
Behaviour.specify(".mongodb-cloud-private-key", "mongodb-cloud-private-key", 0, (field) => {
  field.addEventListener("blur", () => field.dispatchEvent(new Event("change")));
});

// The viewer over this server's own document. It knows the key and the colours that the studio keeps in this browser.
const read = (place) => {
  try {
    return JSON.parse(localStorage.getItem(place) ?? "null");
  } catch {
    return null;
  }
};

const isDark = () => {
  const chosen = read("edgel.theme");
  return chosen === null ? matchMedia("(prefers-color-scheme: dark)").matches : chosen === "dark";
};
const paint = () => document.documentElement.classList.toggle("dark-mode", isDark());
paint();
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);

const credentials = read("edgel.credentials");

const viewer = SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#reference",
  deepLinking: true,
  docExpansion: "list",
  defaultModelsExpandDepth: -1,
  displayRequestDuration: true,
  filter: true,
  tryItOutEnabled: true,
  // Nothing is asked of other hosts.
  validatorUrl: null,
  onComplete() {
    if (credentials !== null) viewer.preauthorizeApiKey("apiKey", credentials.apiKey);
  },
});

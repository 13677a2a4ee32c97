// A CommonJS module that requires the package, as TypeScript allows since 5.8. Runs nowhere.
import np6 = require("np6-notification-events");

export const client: np6.Np6Client = np6.createNp6Client({ apiKey: "key" });

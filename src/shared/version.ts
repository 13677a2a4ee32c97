/** Version of this package, as the `User-Agent` shows it; a test holds it to package.json. */
export const version: string = "0.1.0";

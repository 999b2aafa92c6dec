// The part of Swagger UI that we use; the package has no types of its own.
declare module "swagger-ui-dist/swagger-ui-es-bundle.js" {
  interface Settings {
    domNode: HTMLElement;
    url: string;
    validatorUrl: null;
    deepLinking: boolean;
    docExpansion: "list" | "full" | "none";
    defaultModelsExpandDepth: number;
    syntaxHighlight: { activated: boolean };
    plugins: object[];
    onComplete: () => void;
  }
  const show: (settings: Settings) => void;
  export default show;
}

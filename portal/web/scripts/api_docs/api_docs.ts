import showSwagger from "swagger-ui-dist/swagger-ui-es-bundle.js";
import { find } from "../dom";

// Swagger UI takes the place of the reference that the page came with, as soon as it has read the contract: who has no
// scripts, or whom the contract does not reach, keeps the reference.
interface Parameter {
  required?: boolean;
  description?: string;
  example?: unknown;
}
interface Contract {
  paths: Record<string, Record<string, { parameters?: Parameter[] }>>;
  components?: { parameters?: Record<string, Parameter> };
}

// Swagger UI fills every field of a trial with its example, and all conditions together find nothing, or contradict each
// other: what may be left out is left empty, and the example stands in the words beside it.
function withoutFilledChoices(contract: Contract): Contract {
  const operations = Object.values(contract.paths).flatMap((path) => Object.values(path));
  const inPlace = operations.flatMap((operation) => operation.parameters ?? []);
  for (const parameter of [...inPlace, ...Object.values(contract.components?.parameters ?? {})]) {
    if (parameter.required || parameter.example === undefined) continue;
    parameter.description = `${parameter.description ?? ""}（例：${[parameter.example].flat().join("、")}）`;
    delete parameter.example;
  }
  return contract;
}

const place = find<HTMLElement>(document, "[data-api-docs]");
const reference = find<HTMLElement>(document, "[data-api-reference]");

if (place && reference)
  showSwagger({
    domNode: place,
    url: place.dataset["apiDocs"] ?? "",
    // It would show our contract to a server of somebody else.
    validatorUrl: null,
    deepLinking: true,
    docExpansion: "list",
    defaultModelsExpandDepth: 0,
    // Its colours are too pale to read.
    syntaxHighlight: { activated: false },
    // The title and the description stand above it already, and there is one server: the one the page came from.
    plugins: [
      {
        wrapComponents: { InfoContainer: () => () => null, ServersContainer: () => () => null },
        statePlugins: {
          spec: {
            wrapActions: {
              updateJsonSpec: (update: (contract: Contract) => unknown) => (contract: Contract) =>
                update(withoutFilledChoices(contract)),
            },
          },
        },
      },
    ],
    onComplete: () => {
      reference.remove();
      place.hidden = false;
      // It says that its list is the page's main part, which has one already.
      find(place, "main, [role=main]")?.setAttribute("role", "group");
    },
  });

import type { ExampleSource } from './model';
import * as clients from './sources/clients';
import * as incoming from './sources/incoming';
import * as receipts from './sources/receipts';
import * as reports from './sources/reports';

export { exampleFolder } from './folders';
export { render } from './render';
export { languages } from './texts';

/** All examples. */
export const examples: readonly ExampleSource[] = [reports, incoming, clients, receipts].flatMap((sources) =>
	Object.values(sources),
);
